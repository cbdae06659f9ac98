package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Epoch epoch = new Epoch(Duration.ofSeconds(3), 0, new AtomicLong());
    private long generation;

    @BeforeEach
    void follow() {
        epoch.confirm(epoch.asking(0), 5);
        generation = epoch.generation();
    }

    private void confirmAt(long now) {
        epoch.confirm(epoch.asking(now), 5);
    }

    @Test
    void afterALongAbsenceCopiesAreDroppedAndTheOthersHaveABoundToTellWhatTheyEvicted() {
        epoch.unanswered();
        long back = 5 * SECOND / 2;
        assertThat(epoch.settling(back)).as("not asked yet").isTrue();
        confirmAt(back);
        assertThat(epoch.generation()).isGreaterThan(generation);
        assertThat(epoch.goodUntil()).isEqualTo(back + 3 * SECOND);
        assertThat(epoch.settling(back)).isTrue();
        confirmAt(back + SECOND);
        assertThat(epoch.settling(back + 3 * SECOND - 1)).isTrue();
        assertThat(epoch.settling(back + 3 * SECOND)).isFalse();
    }

    @Test
    void oneAnswerThatIsMissingIsNoAbsence() {
        epoch.unanswered();
        confirmAt(2 * SECOND);
        assertThat(epoch.generation()).isEqualTo(generation);
        assertThat(epoch.settling(2 * SECOND)).isFalse();
    }

    /** Others could tell what they evicted, and what this node did not hear of it the epoch says. */
    @Test
    void aNodeThatAskedLateIsNoAbsence() {
        confirmAt(60 * SECOND);
        assertThat(epoch.generation()).isEqualTo(generation);
        assertThat(epoch.settling(60 * SECOND)).isFalse();
    }
}
