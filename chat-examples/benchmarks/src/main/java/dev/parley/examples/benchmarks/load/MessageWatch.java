package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** What became of messages, in all and over time. Thread-safe. */
final class MessageWatch {

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int OK = 2;

    private final long begun = System.nanoTime();
    private final long windowNanos;
    private final Latency accepted = new Latency();
    private final Latency refused = new Latency();
    private final List<Window> windows;
    private final LongAdder held = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();

    private record Window(Latency accepted, LongAdder others) {}

    /** Begins now. */
    MessageWatch(int seconds, int windowSeconds) {
        windowNanos = TimeUnit.SECONDS.toNanos(windowSeconds);
        windows = IntStream.rangeClosed(0, seconds / windowSeconds)
                .mapToObj(i -> new Window(new Latency(), new LongAdder()))
                .toList();
    }

    private Window window(long intended) {
        return windows.get((int) Math.min((intended - begun) / windowNanos, windows.size() - 1));
    }

    /** An answer came; of a refusal it counts how long that took, not how late it was begun. */
    void answered(int status, long intended, long sent) {
        if (status / 100 == OK) {
            accepted.since(intended);
            window(intended).accepted.since(intended);
            return;
        }
        window(intended).others.increment();
        if (status == TOO_MANY || status == UNAVAILABLE) {
            refused.since(sent);
        } else {
            failed("status " + status);
        }
    }

    void broke(Throwable failure, long intended) {
        window(intended).others.increment();
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        failed(cause.getClass().getSimpleName());
    }

    private void failed(String what) {
        failures.computeIfAbsent(what, k -> new LongAdder()).increment();
    }

    /** Was not sent, for too many were on their way. */
    void heldBack(long intended) {
        window(intended).others.increment();
        held.increment();
    }

    Latency.Summary accepted() {
        return accepted.summary();
    }

    Latency.Summary refused() {
        return refused.summary();
    }

    /** {@return how many were neither accepted nor refused, by what happened} */
    Map<String, Long> failures() {
        Map<String, Long> result = new TreeMap<>();
        failures.forEach((what, number) -> result.put(what, number.sum()));
        return result;
    }

    long held() {
        return held.sum();
    }

    /** {@return what was accepted, by when it should have been sent; windows in which nothing was are left out} */
    List<Latency.Summary> perWindow() {
        return windows.stream()
                .map(window -> window.accepted.summary())
                .filter(summary -> summary.count() > 0)
                .toList();
    }

    /** {@return from which window on so many in a row were good: all accepted, and most in time; -1 if none} */
    int goodFrom(double mostP99, int inARow) {
        int good = 0;
        for (int i = 0; i < windows.size(); i++) {
            Latency.Summary summary = windows.get(i).accepted.summary();
            boolean isGood = summary.count() > 0 && windows.get(i).others.sum() == 0 && summary.p99() <= mostP99;
            good = isGood ? good + 1 : 0;
            if (good == inARow) {
                return i - inARow + 1;
            }
        }
        return -1;
    }
}
