package dev.parley.examples.benchmarks;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What a key costs in memory, the key and its text included: the live heap after a collection, with a limiter that is full
 * and one that has refused a place to twice as many again. Needs 600 MB of heap.
 */
public final class LimiterMemory {

    private static final int ROOM = 1_000_000;
    private static final int COLLECTIONS = 4;

    private LimiterMemory() {}

    /**
     * Measures and prints.
     *
     * @param args none
     */
    public static void main(String[] args) {
        PrintStream out = System.out;
        long before = used();
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM)) {
            ask(limiter, 0, ROOM);
            print(out, "full", used() - before);
            ask(limiter, ROOM, 3 * ROOM);
            print(out, "after a flood of as many keys twice", used() - before);
        }
    }

    private static void ask(RateLimiter limiter, int from, int to) {
        Deadline farAway = Deadline.after(Duration.ofDays(1));
        for (int i = from; i < to; i++) {
            limiter.acquire(new LimitKey(TenantId.DEFAULT, "post", "user-" + i), RateLimit.ADDRESS, 1, farAway);
        }
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(PrintStream out, String when, long bytes) {
        out.printf(Locale.ROOT, "%s: %.1f bytes a key%n", when, (double) bytes / ROOM);
    }
}
