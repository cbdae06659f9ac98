package dev.parley.redis.cache;

import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where values are kept: numbered, with the time from which nobody should get an older one but for the bound. Thread-safe. */
final class Versions {

    private final long bound;
    private final Map<String, Long> values = new ConcurrentHashMap<>();
    private final Map<String, NavigableMap<Long, Long>> evicted = new ConcurrentHashMap<>();
    private final List<String> tooOld = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicLong reads = new AtomicLong();

    Versions(Duration bound) {
        this.bound = bound.toNanos();
    }

    Optional<String> load(String key, Deadline deadline) {
        return Optional.of(current(key));
    }

    String current(String key) {
        return Long.toString(values.getOrDefault(key, 0L));
    }

    void change(String key, Consumer<String> evict) {
        long version = values.merge(key, 1L, Long::sum);
        evict.accept(key);
        evicted.computeIfAbsent(key, unused -> new ConcurrentSkipListMap<>()).put(System.nanoTime(), version);
    }

    /** Reads, and notes what is older than it may be. */
    void check(String key, Function<String, Optional<String>> read) {
        long begun = System.nanoTime();
        try {
            long found = Long.parseLong(read.apply(key).orElseThrow());
            Map.Entry<Long, Long> last =
                    evicted.getOrDefault(key, new ConcurrentSkipListMap<>()).lowerEntry(begun - bound);
            if (last != null && found < last.getValue()) {
                tooOld.add(key + " is " + found + " and was " + last.getValue() + " before the bound");
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
        reads.incrementAndGet();
    }

    long reads() {
        return reads.get();
    }

    List<String> tooOld() {
        return tooOld;
    }

    List<Throwable> failures() {
        return failures;
    }
}
