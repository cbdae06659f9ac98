package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;

/**
 * Which limits are leased, and how. Immutable.
 *
 * @param life how long a slice lives at most
 * @param most how much a slice holds at most
 * @param from the least capacity that is leased
 * @param keys of how many keys a node has slices at most
 * @param ahead how many slices a node asks for before it needs them, of a key in a hurry
 */
record LeaseTerms(Duration life, int most, long from, int keys, int ahead) {

    /** Slices may keep back a tenth of the capacity. */
    private static final double PART = 10;

    /** What lives shorter is over before it is used, if the network is slow. */
    private static final long SHORTEST_LIFE = Duration.ofMillis(20).toNanos();

    /** {@return how many nanoseconds slices of this limit live; 0 if it is too small to be leased} */
    long lifeOf(RateLimit limit) {
        if (limit.capacity() < from) {
            return 0;
        }
        double tenth = limit.capacity() / PART / limit.refill() * limit.window().toNanos();
        long life = Math.min(life().toNanos(), (long) tenth);
        return life < SHORTEST_LIFE ? 0 : life;
    }
}
