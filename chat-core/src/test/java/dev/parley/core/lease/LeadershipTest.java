package dev.parley.core.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Who leads, and until when, as time passes and the store goes away. */
class LeadershipTest {

    private static final LeaseName NAME = new LeaseName("chores");
    private static final Duration TERM = Duration.ofSeconds(30);
    private static final Duration THIRD = TERM.dividedBy(3);

    private final AtomicLong nanos = new AtomicLong(1);
    private final Leases store = Leases.inMemory(() -> Instant.EPOCH.plusNanos(nanos.get()));
    private final Distant first = new Distant(store);
    private final Leadership one = new Leadership(first, NAME, "one", TERM, nanos::get);
    private final Leadership two = new Leadership(store, NAME, "two", TERM, nanos::get);

    /** A store at the end of a line that can be slow or cut. */
    private final class Distant implements Leases {
        private final Leases delegate;
        private Duration delay = Duration.ZERO;
        private boolean away;

        Distant(Leases delegate) {
            this.delegate = delegate;
        }

        private void pass() {
            if (away) {
                throw ChatException.passing(ErrorCode.STORE_UNAVAILABLE, "away", Duration.ofSeconds(1), null);
            }
        }

        @Override
        public Acquisition acquire(LeaseName name, String owner, Duration term, Deadline deadline) {
            pass();
            Acquisition acquisition = delegate.acquire(name, owner, term, deadline);
            LeadershipTest.this.pass(delay);
            return acquisition;
        }

        @Override
        public boolean renew(Lease lease, Deadline deadline) {
            pass();
            boolean renewed = delegate.renew(lease, deadline);
            LeadershipTest.this.pass(delay);
            return renewed;
        }

        @Override
        public boolean release(Lease lease, Deadline deadline) {
            pass();
            return delegate.release(lease, deadline);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void oneLeadsAsLongAsItRenews() {
        assertThat(one.isLeader()).isFalse();
        one.step();
        Lease lease = one.lease().orElseThrow();
        for (int i = 0; i < 20; i++) {
            two.step();
            assertThat(two.isLeader()).isFalse();
            pass(THIRD);
            one.step();
            assertThat(one.lease()).contains(lease);
        }
    }

    /** As a node that is stopped for a while and then goes on. */
    @Test
    void whoDoesNotRenewLeadsNoMoreThanItsTerm() {
        one.step();
        Lease lost = one.lease().orElseThrow();
        pass(TERM.minusNanos(1));
        assertThat(one.isLeader()).isTrue();
        pass(Duration.ofNanos(1_000));
        assertThat(one.isLeader()).isFalse();
        two.step();
        assertThat(two.lease().orElseThrow().token()).isGreaterThan(lost.token());
        one.step();
        assertThat(one.isLeader()).isFalse();
        assertThat(two.isLeader()).isTrue();
    }

    @Test
    void theTermIsCountedFromBeforeTheRequest() {
        first.delay = THIRD;
        one.step();
        assertThat(one.isLeader()).isTrue();
        pass(TERM.minus(THIRD));
        assertThat(one.isLeader()).isFalse();
        one.step();
        assertThat(one.isLeader()).as("its lease was over").isTrue();
        one.step();
        pass(TERM.minus(THIRD));
        assertThat(one.isLeader()).as("renewed at the first of two thirds").isFalse();
    }

    @Test
    void aStoreThatIsAwayForLessThanTheTermChangesNothing() {
        one.step();
        Lease lease = one.lease().orElseThrow();
        first.away = true;
        pass(THIRD);
        one.step();
        assertThat(one.isLeader()).isTrue();
        first.away = false;
        pass(THIRD);
        one.step();
        pass(THIRD);
        assertThat(one.lease()).contains(lease);
    }

    @Test
    void nobodyLeadsWhoCannotReachTheStore() {
        one.step();
        first.away = true;
        for (int i = 0; i < 3; i++) {
            pass(THIRD);
            one.step();
        }
        assertThat(one.isLeader()).isFalse();
        first.away = false;
        one.step();
        assertThat(one.isLeader()).isTrue();
    }

    /** With threads and clocks as they are. */
    @Test
    void whoClosesLetsAnotherLeadAtOnce() {
        Leases leases = Leases.inMemory(InstantSource.system());
        Duration term = Duration.ofHours(1);
        Leadership leading = Leadership.seek(leases, NAME, "one", term);
        await(leading);
        leading.close();
        assertThat(leading.isLeader()).isFalse();
        try (Leadership next = Leadership.seek(leases, NAME, "two", term)) {
            await(next);
        }
    }

    private static void await(Leadership leadership) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!leadership.isLeader()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void boundsAreKept() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Leadership.seek(store, NAME, "one", Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> Leadership.seek(store, NAME, "", TERM));
    }
}
