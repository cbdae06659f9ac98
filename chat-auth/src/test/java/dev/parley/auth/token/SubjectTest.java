package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.time.Deadline;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SubjectTest {

    private final Subject subject = new Subject();
    private final KeyRing ring = Keys.shared().ring();

    /** A user may refresh, subscribe and leave without end. */
    @Test
    void aSubscriptionThatIsOverIsWatchedNoLonger() {
        AtomicBoolean holds = new AtomicBoolean(true);
        AccessCheck stays = holds::get;
        Trust watched = trust();
        subject.watch(stays, watched);
        for (int i = 0; i < 100; i++) {
            subject.watch(new AtomicBoolean(true)::get, trust());
        }

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(subject.watched()).containsExactly(watched);
        });
        assertThat(stays.holds()).isTrue();
    }

    @Test
    void twoSubscriptionsOfOneTokenAreReadOnce() {
        AtomicBoolean holds = new AtomicBoolean(true);
        AccessCheck first = holds::get;
        AccessCheck second = holds::get;
        Trust trust = trust();
        subject.watch(first, trust);
        subject.watch(second, trust);

        assertThat(subject.watched()).containsExactly(trust);
        assertThat(first.holds() && second.holds()).isTrue();
    }

    private Trust trust() {
        Trust.Credential nobody = new Trust.Credential() {
            @Override
            public Trust.Reading read(Deadline deadline) {
                return Trust.Reading.refused(AccessRefusal.SESSION_ENDED);
            }

            @Override
            public boolean touch(Deadline deadline) {
                return false;
            }
        };
        return new Trust(subject, nobody, ring, 0);
    }
}
