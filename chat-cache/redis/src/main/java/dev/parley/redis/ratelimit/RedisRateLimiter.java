package dev.parley.redis.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A limiter that all nodes share through Redis. Thread-safe. Time is that of Redis. Exact by default: each call is one round
 * trip, whatever the number of charges. In a cluster, charges whose keys lie apart are taken one after the other, a round trip
 * each, and given back when another is refused; meanwhile other calls may find them taken. With leases a node takes slices of large allowances and decides by itself until they
 * are used up; the package says why no more is let through even so.
 *
 * <p>An allowance is one key of Redis, which expires by itself when the allowance is whole. What is owed after a settlement
 * is at most 2 × 10^12, and at most what comes back in ten years. If the clock of Redis is set back, nothing comes back until it
 * has made that up; if it is set ahead, as much comes back at once as would have in that time. If Redis loses its data, all
 * allowances are whole: once for each such loss as much more is let through as was taken before. A failover to a replica loses
 * what had not reached it; and a Redis that evicts keys when its memory runs short (set {@code maxmemory-policy noeviction})
 * makes those whole that it evicts. An answer that is lost counts as taken.
 *
 * <p>While nodes ask for two limits of one key, because they learn of a change one after the other, no more is let through than
 * by the larger capacity and the faster refill.
 */
public final class RedisRateLimiter implements RateLimiter {

    private static final int MOST_CHARGES = 16;
    private static final Duration GIVING_BACK = Duration.ofMillis(500);

    private final SharedBuckets buckets;
    private final Gauges gauges;
    private final @Nullable Slots slots;
    private final WhileAway away;

    RedisRateLimiter(SharedBuckets buckets, Gauges gauges, @Nullable Slots slots, WhileAway away) {
        this.buckets = buckets;
        this.gauges = gauges;
        this.slots = slots;
        this.away = away;
    }

    /**
     * Begins to build a limiter.
     *
     * @param connections to the Redis; the limiter does not close them
     * @return the builder: exact, and with a local share of four nodes while Redis is away
     */
    public static RedisRateLimiterBuilder on(RedisConnections connections) {
        return new RedisRateLimiterBuilder(connections);
    }

    @Override
    public RateDecision acquire(LimitKey key, RateLimit limit, long cost, Deadline deadline) {
        if (cost < 1) {
            throw new IllegalArgumentException("cost must be 1 or more");
        }
        if (slots != null) {
            RateDecision decision = slots.decide(key, limit, cost);
            if (decision != null) {
                return decision;
            }
        }
        Gauge gauge = gauges.of(limit);
        return gauge.leased() || cost > gauge.usable()
                ? decide(List.of(new RateCharge(key, limit, cost)), deadline)
                : exactly(key, gauge, cost, deadline);
    }

    private RateDecision exactly(LimitKey key, Gauge gauge, long cost, Deadline deadline) {
        try {
            Answer answer = buckets.take(Ask.exactly(buckets.keys().of(key), gauge, cost), deadline);
            return answer instanceof Answer.Granted granted
                    ? new RateDecision.Allowed(granted.remaining(0), granted.reset(0), false)
                    : new RateDecision.Denied(0, ((Answer.Refused) answer).retryAfter(), false);
        } catch (ChatException e) {
            return away.decide(List.of(new RateCharge(key, gauge.limit(), cost)), deadline);
        }
    }

    @Override
    public RateDecision acquireAll(List<RateCharge> charges, Deadline deadline) {
        Set<LimitKey> keys = new HashSet<>();
        for (RateCharge charge : charges) {
            if (!keys.add(charge.key())) {
                throw new IllegalArgumentException("Two charges are of the same key");
            }
        }
        if (charges.isEmpty() || charges.size() > MOST_CHARGES) {
            throw new IllegalArgumentException("charges must be 1 to " + MOST_CHARGES);
        }
        return decide(charges, deadline);
    }

    private RateDecision decide(List<RateCharge> charges, Deadline deadline) {
        List<Gauge> all = new ArrayList<>(charges.size());
        for (RateCharge charge : charges) {
            Gauge gauge = gauges.of(charge.limit());
            if (charge.cost() > gauge.usable()) {
                return new RateDecision.Denied(all.size(), RateDecision.NEVER, false);
            }
            all.add(gauge);
        }
        RateDecision decision = new Taking(charges, all, buckets, slots, deadline).run();
        return decision == null ? away.decide(charges, deadline) : decision;
    }

    /**
     * {@inheritDoc}
     *
     * <p>What was let through while Redis was away was not taken from the shared allowance, and is not corrected there. Refusals
     * of other nodes stay what they are, as long as a slice lives at most.
     */
    @Override
    public boolean settle(RateCharge charge, RateDecision.Allowed allowed, long actual, Deadline deadline) {
        if (actual < 0) {
            throw new IllegalArgumentException("actual must be 0 or more");
        }
        if (allowed.degraded()) {
            return away.settle(charge, allowed, actual, deadline);
        }
        if (actual == charge.cost()) {
            return true;
        }
        byte[] argument = gauges.of(charge.limit()).correcting((double) actual - charge.cost());
        boolean done = buckets.force(buckets.keys().of(charge.key()), argument, deadline);
        if (slots != null && actual < charge.cost()) {
            slots.reconsider(charge.key());
        }
        return done;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Slices of other nodes stay what they are, and so do their refusals, as long as a slice lives at most.
     */
    @Override
    public boolean reset(LimitKey key, Deadline deadline) {
        away.reset(key, deadline);
        boolean done = buckets.reset(buckets.keys().of(key), deadline);
        if (slots != null) {
            slots.forget(key);
        }
        return done;
    }

    /** {@return how often Redis was asked so far} */
    public long roundTrips() {
        return buckets.asked();
    }

    /** Gives back what is left of the slices, for half a second at most. */
    @Override
    public void close() {
        if (slots != null) {
            slots.giveBack(Deadline.after(GIVING_BACK));
        }
        away.close();
    }
}
