package dev.parley.core.ratelimit;

import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket for each key, in the memory of this process. */
final class InMemoryRateLimiter implements RateLimiter {

    private static final int MOST_CHARGES = 16;
    private static final int ROUNDS = 16;
    private static final Duration NO_ROOM = Duration.ofSeconds(1);
    private static final Allowed NOTHING = new Allowed(Long.MAX_VALUE, Duration.ZERO, false);

    private final TickClock clock;
    private final Buckets buckets;

    InMemoryRateLimiter(int keys, TickClock clock) {
        if (keys < 1) {
            throw new IllegalArgumentException("There must be room for 1 key or more");
        }
        this.clock = clock;
        this.buckets = new Buckets(keys, clock);
        clock.doBeside(buckets::sweep);
    }

    @Override
    public RateDecision acquire(LimitKey key, RateLimit limit, long cost, Deadline deadline) {
        if (cost < 1) {
            throw new IllegalArgumentException("cost must be 1 or more");
        }
        if (cost > limit.capacity()) {
            return Answers.never(0);
        }
        Bucket bucket = buckets.glance(key);
        if (bucket != null && bucket.allowance.isOf(limit)) {
            long taken = bucket.take(cost * bucket.allowance.interval, clock);
            if (taken != Bucket.GONE) {
                return decision(bucket.allowance, taken);
            }
        }
        return acquireAnew(key, limit, cost);
    }

    private static RateDecision decision(Allowance allowance, long taken) {
        Answers answers = allowance.answers;
        return taken >= 0 ? answers.allowed(taken) : answers.denied(-taken);
    }

    private RateDecision acquireAnew(LimitKey key, RateLimit limit, long cost) {
        while (true) {
            Bucket bucket = buckets.findOrMake(key, limit);
            if (bucket == null) {
                return new Denied(0, NO_ROOM, true);
            }
            if (bucket instanceof Place place && !place.allowance.isOf(limit)) {
                Buckets.Taking taking = buckets.replaceAndTake(place, limit, cost);
                if (taking != null) {
                    return decision(taking.allowance(), taking.taken());
                }
                continue;
            }
            long price = cost * bucket.allowance.interval;
            long taken = bucket.take(price, clock);
            if (taken == Bucket.GONE) {
                buckets.replace(bucket, limit);
            } else if (bucket != bucket.allowance.shared) {
                return decision(bucket.allowance, taken);
            } else if (taken < 0 || buckets.find(key) == null) {
                return degraded(decision(bucket.allowance, taken));
            } else {
                // It got a place meanwhile, and may not have both.
                bucket.giveBack(price, clock);
            }
        }
    }

    private static RateDecision degraded(RateDecision decision) {
        return decision instanceof Allowed allowed
                ? new Allowed(allowed.remaining(), allowed.reset(), true)
                : new Denied(0, ((Denied) decision).retryAfter(), true);
    }

    @Override
    public RateDecision acquireAll(List<RateCharge> charges, Deadline deadline) {
        if (charges.size() == 1) {
            RateCharge only = charges.get(0);
            return acquire(only.key(), only.limit(), only.cost(), deadline);
        }
        requireDifferent(charges);
        for (int round = 1; ; round++) {
            Denied refused = longestWait(charges);
            if (refused != null) {
                return refused;
            }
            RateDecision decision = takeAll(charges, deadline);
            // Who came between may be seen by the longest wait.
            if (decision instanceof Allowed || round == ROUNDS) {
                return decision;
            }
        }
    }

    private static void requireDifferent(List<RateCharge> charges) {
        int count = charges.size();
        if (count == 0 || count > MOST_CHARGES) {
            throw new IllegalArgumentException("There must be 1 to " + MOST_CHARGES + " charges");
        }
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (charges.get(i).key().equals(charges.get(j).key())) {
                    throw new IllegalArgumentException("Two charges are of the same key");
                }
            }
        }
    }

    private @Nullable Denied longestWait(List<RateCharge> charges) {
        Denied longest = null;
        for (int i = 0; i < charges.size(); i++) {
            RateCharge charge = charges.get(i);
            if (charge.cost() > charge.limit().capacity()) {
                return Answers.never(i);
            }
            Bucket bucket = bucketOf(charge);
            RateDecision decision = bucket == null
                    ? new Denied(0, NO_ROOM, true)
                    : decision(bucket.allowance, bucket.peek(bucket.allowance.priceOf(charge.cost()), clock));
            if (decision instanceof Denied denied
                    && (longest == null || denied.retryAfter().compareTo(longest.retryAfter()) > 0)) {
                boolean degraded = bucket == null || bucket == bucket.allowance.shared;
                longest = new Denied(i, denied.retryAfter(), degraded);
            }
        }
        return longest;
    }

    /** {@return the bucket of a key, of the limit of the charge, or none, if there is no room} */
    private @Nullable Bucket bucketOf(RateCharge charge) {
        while (true) {
            Bucket bucket = buckets.findOrMake(charge.key(), charge.limit());
            if (bucket == null || bucket.allowance.isOf(charge.limit())) {
                return bucket;
            }
            buckets.replace(bucket, charge.limit());
        }
    }

    /** Takes in order, and gives back what was taken when one is denied. */
    private RateDecision takeAll(List<RateCharge> charges, Deadline deadline) {
        Allowed[] taken = new Allowed[charges.size()];
        Allowed least = NOTHING;
        boolean degraded = false;
        for (int i = 0; i < taken.length; i++) {
            RateCharge charge = charges.get(i);
            RateDecision decision = acquire(charge.key(), charge.limit(), charge.cost(), deadline);
            if (decision instanceof Denied denied) {
                for (int j = 0; j < i; j++) {
                    giveBack(charges.get(j), taken[j]);
                }
                return new Denied(i, denied.retryAfter(), denied.degraded());
            }
            taken[i] = (Allowed) decision;
            degraded |= decision.degraded();
            if (taken[i].remaining() < least.remaining()) {
                least = taken[i];
            }
        }
        return degraded ? degraded(least) : least;
    }

    private void giveBack(RateCharge charge, Allowed taken) {
        if (taken.degraded()) {
            buckets.giveBackShared(charge.limit(), charge.cost());
        } else {
            giveBack(charge.key(), charge.cost());
        }
    }

    private void giveBack(LimitKey key, long units) {
        for (Bucket bucket = buckets.find(key); bucket != null; bucket = buckets.find(key)) {
            if (bucket.giveBack(bucket.allowance.priceOf(units), clock)) {
                return;
            }
            buckets.replace(bucket, bucket.allowance.limit);
        }
    }

    @Override
    public boolean settle(RateCharge charge, Allowed allowed, long actual, Deadline deadline) {
        if (actual < 0) {
            throw new IllegalArgumentException("actual must be 0 or more");
        }
        if (actual > charge.cost()) {
            return takeMore(charge, actual - charge.cost());
        }
        if (actual < charge.cost()) {
            if (allowed.degraded()) {
                // Whose share of the shared bucket it was is not known any more.
                return false;
            }
            giveBack(charge.key(), charge.cost() - actual);
        }
        return true;
    }

    private boolean takeMore(RateCharge charge, long units) {
        while (true) {
            Bucket bucket = buckets.findOrMake(charge.key(), charge.limit());
            if (bucket == null) {
                return false;
            }
            if (bucket.force(bucket.allowance.priceOf(units), clock)) {
                return bucket != bucket.allowance.shared;
            }
            buckets.replace(bucket, bucket.allowance.limit);
        }
    }

    @Override
    public boolean reset(LimitKey key, Deadline deadline) {
        for (Bucket bucket = buckets.find(key); bucket != null; bucket = buckets.find(key)) {
            if (bucket.fill(clock)) {
                return true;
            }
            buckets.replace(bucket, bucket.allowance.limit);
        }
        return !buckets.sharing();
    }

    @Override
    public void close() {
        clock.close();
    }
}
