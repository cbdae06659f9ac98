package dev.parley.examples.benchmarks.load;

import dev.parley.core.cache.Cache;
import dev.parley.core.time.Deadline;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the caches hold copies of: numbers that grow. Thread-safe. */
final class StaleWatch {

    private static final int KEYS = 100;

    private final AtomicLongArray numbers = new AtomicLongArray(KEYS);
    private final Map<Old, Long> replaced = new ConcurrentHashMap<>();
    private final AtomicLong oldest = new AtomicLong();

    /** A number of a key that is not the newest. */
    private record Old(int key, long number) {}

    void read(int number, Cache<Long, Long> cache, Deadline deadline) {
        int key = Math.floorMod(number, KEYS);
        long begin = System.nanoTime();
        long found = cache.get((long) key, (k, d) -> Optional.of(numbers.get(key)), deadline)
                .orElseThrow();
        Long since = replaced.get(new Old(key, found));
        if (since != null) {
            oldest.accumulateAndGet(begin - since, Math::max);
        }
    }

    void write(int number, Cache<Long, Long> cache) {
        int key = Math.floorMod(number, KEYS);
        replaced.putIfAbsent(new Old(key, numbers.get(key)), System.nanoTime());
        numbers.incrementAndGet(key);
        cache.evict((long) key);
    }

    /** {@return for how long what was read had been replaced before it was asked for, at most since this was asked last} */
    long oldestNanos() {
        return oldest.getAndSet(0);
    }
}
