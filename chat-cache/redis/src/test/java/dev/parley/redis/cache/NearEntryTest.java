package dev.parley.redis.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a hit found before must not hide what has changed since. */
class NearEntryTest {

    private static final Duration BOUND = Duration.ofNanos(100);

    private final AtomicLong changes = new AtomicLong();
    private final Epoch epoch = new Epoch(BOUND, 0, changes);
    private final Stamps keys = new Stamps(16, changes);
    private final Stamps groups = new Stamps(16, changes);
    private final Place place = new Place("key", "group", 0);
    private final NearEntry<String> entry = entry(1_000, 1_000);

    private NearEntry<String> entry(long expires, long refresh) {
        Mark mark = new Mark(epoch, keys, groups, place, 0);
        return new NearEntry<>(Optional.of("value"), new NearEntry.Terms(mark, 0, expires, refresh));
    }

    @BeforeEach
    void hit() {
        assertThat(entry.usable(0, changes)).isTrue();
        assertThat(entry.usable(99, changes)).isTrue();
    }

    @Test
    void itEndsWithTheBoundUnlessTheEpochIsConfirmed() {
        assertThat(entry.usable(100, changes)).isFalse();
        epoch.confirm(epoch.asking(100), 5);
        NearEntry<String> later = entry(1_000, 1_000);
        epoch.confirm(epoch.asking(150), 5);
        assertThat(later.usable(249, changes)).isTrue();
        assertThat(later.usable(250, changes)).isFalse();
    }

    @Test
    void itEndsWithItsTime() {
        NearEntry<String> brief = entry(50, 1_000);
        assertThat(brief.usable(49, changes)).isTrue();
        assertThat(brief.usable(50, changes)).isFalse();
    }

    @Test
    void itEndsWithAnEvictionOfItsKey() {
        keys.raise(keys.slot("key"));
        assertThat(entry.usable(1, changes)).isFalse();
    }

    @Test
    void itEndsWithAnEvictionOfItsGroup() {
        groups.raise(groups.slot("group"));
        assertThat(entry.usable(1, changes)).isFalse();
    }

    @Test
    void itEndsWithALoss() {
        epoch.lose(1);
        assertThat(entry.usable(1, changes)).isFalse();
    }

    @Test
    void itOutlivesTheEvictionOfAnother() {
        changes.incrementAndGet();
        assertThat(entry.usable(1, changes)).isTrue();
    }

    @Test
    void itIsDueFromItsTimeOn() {
        NearEntry<String> due = entry(1_000, 50);
        assertThat(due.usable(49, changes)).isTrue();
        assertThat(due.due(49)).isFalse();
        assertThat(due.usable(50, changes)).isTrue();
        assertThat(due.due(50)).isTrue();
    }
}
