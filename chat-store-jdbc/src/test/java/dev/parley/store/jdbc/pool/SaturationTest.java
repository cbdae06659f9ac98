package dev.parley.store.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.observe.StoreEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SaturationTest {

    private static final int MOST = 50;

    private final AtomicLong now =
            new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(10).toNanos());
    private final List<StoreEvent> heard = new ArrayList<>();
    private final Saturation saturation = new Saturation("write", Duration.ofSeconds(30), now::get, heard::add);

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private void begin(int calls) {
        for (int i = 0; i < calls; i++) {
            assertThat(saturation.begin(MOST)).isTrue();
        }
    }

    private void giveUp(int calls) {
        for (int i = 0; i < calls; i++) {
            saturation.end(false);
        }
    }

    @Test
    void itIsToldOnceWithItsEnd() {
        begin(6);
        for (int i = 0; i < 100; i++) {
            pass(2);
            giveUp(6);
            begin(6);
        }
        assertThat(heard).containsExactly(new StoreEvent.PoolSaturated("write", 5, Duration.ofSeconds(30)));
        giveUp(6);
        saturation.relieve();
        saturation.relieve();
        assertThat(heard).hasSize(2).last().isEqualTo(new StoreEvent.PoolRelieved("write", Duration.ofSeconds(200)));
        begin(6);
        pass(30);
        begin(1);
        assertThat(heard).hasSize(3).last().isEqualTo(new StoreEvent.PoolSaturated("write", 7, Duration.ofSeconds(30)));
    }

    @Test
    void fiveMayWaitForEver() {
        begin(5);
        pass(1_000);
        giveUp(1);
        begin(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void reliefInBetweenBeginsAnew() {
        begin(6);
        pass(29);
        saturation.end(true);
        begin(1);
        pass(29);
        begin(1);
        assertThat(heard).isEmpty();
        pass(1);
        begin(1);
        assertThat(heard).hasSize(1);
    }

    /** With more than five behind it, a call that got its turn is no relief. */
    @Test
    void whoStillHasManyBehindIsNoRelief() {
        begin(7);
        pass(29);
        saturation.end(true);
        pass(1);
        begin(1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void beyondTheBoundNobodyWaits() {
        begin(MOST);
        assertThat(saturation.begin(MOST)).isFalse();
        giveUp(1);
        assertThat(saturation.begin(MOST)).isTrue();
    }
}
