package dev.parley.redis.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link RedisRateLimiter}. Not thread-safe. */
public final class RedisRateLimiterBuilder {

    private static final Duration SHORTEST_LIFE = Duration.ofMillis(20);
    private static final Duration LONGEST_LIFE = Duration.ofMinutes(1);
    private static final int MOST_SLICE = 1_000_000;
    private static final long LEAST_FROM = 10;
    private static final int MOST_KEYS = 10_000_000;
    private static final int SHARE = 4;
    private static final int AHEAD = 2;
    private static final int LOCAL_KEYS = 100_000;

    private final RedisConnections connections;
    private AwayPolicy policy = AwayPolicy.localShare(SHARE);
    private boolean leased;
    private Duration life = Duration.ofSeconds(1);
    private int slice = 100;
    private long from = 1_000;
    private int keys = 100_000;
    private int ahead = AHEAD;
    private @Nullable InstantSource clock;
    private LongSupplier nanoTime = System::nanoTime;

    RedisRateLimiterBuilder(RedisConnections connections) {
        this.connections = connections;
    }

    /**
     * What to do while Redis is away; by default each node has a local share of one in four.
     *
     * @param policy the policy
     * @return this
     */
    public RedisRateLimiterBuilder whenAway(AwayPolicy policy) {
        this.policy = policy;
        return this;
    }

    /**
     * Lets nodes decide by themselves on slices of large allowances. Declare the same on all nodes. Of such an allowance what
     * comes back while a slice lives is kept back, a tenth of the capacity at most: what costs more than the rest is denied with
     * {@link RateDecision#NEVER}.
     *
     * @return this
     */
    public RedisRateLimiterBuilder leased() {
        this.leased = true;
        return this;
    }

    /**
     * How long a slice lives at most: a second by default. Slices of a limit live shorter if a tenth of its capacity comes
     * back sooner; what would have to live less than 20 milliseconds is not leased.
     *
     * @param longest 20 milliseconds to a minute
     * @return this
     */
    public RedisRateLimiterBuilder sliceLife(Duration longest) {
        this.life = longest;
        return this;
    }

    /**
     * How much a slice holds at most: 100 by default. It holds less where a node uses less in half a life, and never more than
     * a tenth of what is left (a half of it when hardly anything is), unless a call costs more. Of a key that uses more than 16 of
     * them in a life, so that it would wait for the next one again and again, a node asks for two whole slices ahead.
     *
     * @param most 1 to 1,000,000
     * @return this
     */
    public RedisRateLimiterBuilder slice(int most) {
        this.slice = most;
        return this;
    }

    /**
     * From which capacity on limits are leased: 1,000 by default. Smaller ones are exact.
     *
     * @param capacity 10 or more
     * @return this
     */
    public RedisRateLimiterBuilder leasedFrom(long capacity) {
        this.from = capacity;
        return this;
    }

    /**
     * Of how many keys this node has slices at most: 100,000 by default, of about 700 bytes each beside the key. Beyond
     * that the slices of the keys that are used least are lost.
     *
     * @param most 1 to 10,000,000
     * @return this
     */
    public RedisRateLimiterBuilder leasedKeys(int most) {
        this.keys = most;
        return this;
    }

    /** How many slices to ask for ahead. */
    RedisRateLimiterBuilder ahead(int slices) {
        this.ahead = slices;
        return this;
    }

    /** Another time than that of Redis, for tests. */
    RedisRateLimiterBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /** The time by which slices end. */
    RedisRateLimiterBuilder nanoTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        return this;
    }

    /**
     * Builds the limiter.
     *
     * @return the limiter
     * @throws ChatException {@link ErrorCode#CONFIGURATION}, if something is out of its bounds
     */
    public RedisRateLimiter build() {
        check(life.compareTo(SHORTEST_LIFE) >= 0 && life.compareTo(LONGEST_LIFE) <= 0, "sliceLife is " + life);
        check(slice >= 1 && slice <= MOST_SLICE, "slice is " + slice);
        check(from >= LEAST_FROM, "leasedFrom is " + from);
        check(keys >= 1 && keys <= MOST_KEYS, "leasedKeys is " + keys);
        LeaseTerms terms = leased ? new LeaseTerms(life, slice, from, keys, ahead) : null;
        SharedBuckets buckets = new SharedBuckets(connections, clock);
        return new RedisRateLimiter(
                buckets,
                new Gauges(terms),
                terms == null ? null : new Slots(terms, buckets, nanoTime),
                new WhileAway(policy, RateLimiter.inMemory(LOCAL_KEYS, nanoTime)));
    }

    private static void check(boolean within, String what) {
        if (!within) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, what + ", which is out of its bounds", null);
        }
    }
}
