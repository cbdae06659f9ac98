package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What reaches the readers that read. Thread-safe. */
final class Deliveries {

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Latency all = new Latency();
    private final List<Latency> windows;
    private final LongAdder missing = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private volatile long from = Long.MAX_VALUE;

    Deliveries(int seconds) {
        windows = IntStream.rangeClosed(0, (int) (TimeUnit.SECONDS.toNanos(seconds) / WINDOW_NANOS))
                .mapToObj(i -> new Latency())
                .toList();
    }

    /** From now on it counts how long deliveries take. */
    void begin() {
        from = System.nanoTime();
    }

    /** A message arrives that should have been sent then. */
    void arrived(long intended) {
        if (intended >= from) {
            all.since(intended);
            int window = (int) ((intended - from) / WINDOW_NANOS);
            windows.get(Math.min(window, windows.size() - 1)).since(intended);
        }
    }

    /** A reader got the one number behind the other. */
    void stepped(long last, long seq) {
        if (seq <= last) {
            repeated.increment();
        } else {
            missing.add(seq - last - 1);
        }
    }

    void broke() {
        broken.increment();
    }

    Latency.Summary summary() {
        return all.summary();
    }

    /** {@return the same for every ten seconds in which something was sent} */
    List<Latency.Summary> perTenSeconds() {
        Stream<Latency.Summary> summaries = windows.stream().map(Latency::summary);
        return summaries.filter(summary -> summary.count() > 0).toList();
    }

    long missing() {
        return missing.sum();
    }

    long repeated() {
        return repeated.sum();
    }

    /** {@return how many streams ended that should not have} */
    long broken() {
        return broken.sum();
    }
}
