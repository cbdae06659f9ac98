package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateLimit;

/**
 * Watches the formula: whether in any time t more than capacity + refill × t was let through. That is a bucket that leaks: it
 * overflows as soon as there is such a time. One thread.
 */
final class Meter {

    private final double capacity;
    private final double perNano;
    private double level;
    private long last;
    private double highest;
    private long total;

    Meter(RateLimit limit, long start) {
        this.capacity = limit.capacity();
        this.perNano = (double) limit.refill() / limit.window().toNanos();
        this.last = start;
    }

    void admitted(long cost, long at) {
        level = Math.max(0, level - (at - last) * perNano) + cost;
        last = at;
        highest = Math.max(highest, level);
        total += cost;
    }

    /** {@return by how much the formula was broken; at most 0, but for rounding, if it was not} */
    double excess() {
        return highest - capacity;
    }

    long total() {
        return total;
    }
}
