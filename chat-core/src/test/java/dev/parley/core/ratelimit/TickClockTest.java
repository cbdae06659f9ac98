package dev.parley.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickClockTest {

    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    @Test
    void withoutAThreadBothTimesAreTheGivenOne() {
        AtomicLong time = new AtomicLong(-5);
        try (TickClock clock = TickClock.of(time::get)) {
            assertThat(clock.slack()).isZero();
            assertThat(clock.exact()).isEqualTo(1);
            time.addAndGet(7);
            assertThat(clock.coarse()).isEqualTo(8);
            assertThat(clock.exact()).isEqualTo(8);
        }
    }

    /** Whatever the machine does meanwhile: neither time leads, nor do they lie further apart than the slack. */
    @Test
    void theCoarseTimeLagsByTheSlackAtMost() {
        try (TickClock clock = TickClock.ticking()) {
            long start = System.nanoTime();
            long first = clock.exact();
            int ticks = 0;
            long last = 0;
            while (ticks < 50 && System.nanoTime() - start < PATIENCE) {
                long before = clock.exact();
                long coarse = clock.coarse();
                long after = clock.exact();
                assertThat(coarse).isLessThanOrEqualTo(after).isGreaterThanOrEqualTo(before - clock.slack());
                assertThat(after - first).isLessThanOrEqualTo(System.nanoTime() - start);
                if (coarse != last) {
                    ticks++;
                    last = coarse;
                }
            }
            assertThat(ticks).isEqualTo(50);
        }
    }

    @Test
    void choresAreDoneBesideTheTicks() {
        AtomicInteger done = new AtomicInteger();
        try (TickClock clock = TickClock.ticking()) {
            clock.doBeside(count -> done.incrementAndGet() < 0);
            long start = System.nanoTime();
            while (done.get() < 10 && System.nanoTime() - start < PATIENCE) {
                clock.coarse();
            }
            assertThat(done.get()).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void aClosedClockGoesOnWithoutAThread() {
        TickClock clock = TickClock.ticking();
        clock.close();
        long before = clock.coarse();
        assertThat(clock.coarse()).isBetween(before, clock.exact());
    }
}
