package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Epoch epoch = newEpoch();
    private long generation;

    @BeforeEach
    void follow() {
        epoch.confirm(epoch.asking(0), 5);
        generation = epoch.generation();
    }

    private static Epoch newEpoch() {
        return new Epoch(Duration.ofSeconds(3), 0, new AtomicLong());
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

    @Test
    void whatIsToldOfTheEpochThatANodeBeganWithDropsNothing() {
        epoch.dropAll(5);
        epoch.follow(0, 5);
        assertThat(epoch.generation()).isEqualTo(generation);
        epoch.dropAll(6);
        assertThat(epoch.generation()).isGreaterThan(generation);
    }

    /** The request of a first node makes the epoch, and the node may hear of that before it has the answer. */
    @Test
    void aNodeBeginsWithTheAnswerThoughItWasToldBefore() {
        Epoch fresh = newEpoch();
        Epoch.Asked asked = fresh.asking(0);
        fresh.dropAll(5);
        fresh.follow(0, 5);
        fresh.confirm(asked, 5);
        assertThat(fresh.goodUntil()).isEqualTo(3 * SECOND);
        long begun = fresh.generation();
        fresh.confirm(fresh.asking(SECOND), 5);
        assertThat(fresh.generation()).as("copies made since are kept").isEqualTo(begun);
        assertThat(fresh.goodUntil()).isEqualTo(4 * SECOND);
    }

    @Test
    void aNodeDoesNotBeginWithWhatItAskedBeforeALoss() {
        Epoch fresh = newEpoch();
        Epoch.Asked asked = fresh.asking(0);
        fresh.lose(1);
        fresh.confirm(asked, 5);
        assertThat(fresh.goodUntil()).isEqualTo(1);
        fresh.confirm(fresh.asking(SECOND), 5);
        assertThat(fresh.goodUntil()).isEqualTo(4 * SECOND);
    }
}
