package dev.parley.redis.ratelimit;

/**
 * What one bucket is asked for. Immutable.
 *
 * @param name of the bucket in Redis
 * @param gauge its limit
 * @param cost what has to be taken
 * @param want what may be taken, for a slice
 * @param back what goes back of the slice before
 * @param since when that was granted, by the time of the script
 */
record Ask(String name, Gauge gauge, long cost, long want, long back, long since) {

    /** Takes just the cost. */
    static Ask exactly(String name, Gauge gauge, long cost) {
        return new Ask(name, gauge, cost, cost, 0, 0);
    }

    byte[] argument() {
        return gauge.taking(cost, want, back, since);
    }
}
