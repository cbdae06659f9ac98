package dev.parley.examples.benchmarks.load;

import dev.parley.core.error.ChatException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How calls went, by kind. Thread-safe. */
final class WatchedCalls {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> longest = new ConcurrentHashMap<>();
    private final LongAdder count = new LongAdder();

    void call(String kind, Runnable call) {
        long begin = System.nanoTime();
        try {
            call.run();
        } catch (ChatException e) {
            error(kind + " " + e.code().id());
        } catch (RuntimeException e) {
            error(kind + " " + e.getClass().getSimpleName());
        }
        count.increment();
        longest.computeIfAbsent(kind, k -> new AtomicLong()).accumulateAndGet(System.nanoTime() - begin, Math::max);
    }

    private void error(String what) {
        errors.computeIfAbsent(what, k -> new LongAdder()).increment();
    }

    long count() {
        return count.sum();
    }

    Map<String, Long> errors() {
        Map<String, Long> result = new TreeMap<>();
        errors.forEach((what, number) -> result.put(what, number.sum()));
        return result;
    }

    Map<String, Double> longestMillis() {
        Map<String, Double> result = new TreeMap<>();
        longest.forEach((kind, nanos) -> result.put(kind, nanos.get() / NANOS_PER_MILLI));
        return result;
    }
}
