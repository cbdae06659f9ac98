package dev.parley.core.ratelimit;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of all keys: a map with a bound. Only buckets that are whole again are dropped, by walking through the map bit
 * by bit, so forgetting loses nothing. Thread-safe, lock-free.
 */
final class Buckets {

    private static final int MOST_LIMITS = 64;
    private static final int STEP = 4;
    private static final int STEP_WHEN_FULL = 16;

    private final ConcurrentHashMap<LimitKey, Bucket> byKey = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RateLimit, Allowance> byLimit = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final int most;
    private final TickClock clock;
    private Iterator<Map.Entry<LimitKey, Bucket>> broom;

    Buckets(int most, TickClock clock) {
        this.most = most;
        this.clock = clock;
        this.broom = byKey.entrySet().iterator();
    }

    @Nullable
    Bucket find(LimitKey key) {
        return byKey.get(key);
    }

    int size() {
        return size.get();
    }

    /** {@return the bucket of a key for a limit, made if need be; the shared one, or none, if there is no room} */
    @Nullable
    Bucket findOrMake(LimitKey key, RateLimit limit) {
        while (true) {
            Bucket bucket = byKey.get(key);
            if (bucket != null) {
                if (bucket.allowance.isOf(limit)) {
                    return bucket;
                }
                replace(key, bucket, limit);
                continue;
            }
            Allowance allowance = allowance(limit);
            sweep(STEP);
            if (!reserve()) {
                return allowance.shared;
            }
            Bucket made = new Bucket(allowance);
            Bucket other = byKey.putIfAbsent(key, made);
            if (other == null) {
                return made;
            }
            size.decrementAndGet();
        }
    }

    /** Puts one that holds the same in the place of a bucket that is sealed, or of another limit. */
    void replace(LimitKey key, Bucket bucket, RateLimit limit) {
        byKey.replace(key, bucket, bucket.successor(allowance(limit), clock));
    }

    void giveBackShared(RateLimit limit, long units) {
        Allowance allowance = allowance(limit);
        if (allowance.shared != null) {
            allowance.shared.giveBack(allowance.priceOf(units), clock);
        }
    }

    private boolean reserve() {
        if (size.incrementAndGet() <= most) {
            return true;
        }
        size.decrementAndGet();
        sweep(STEP_WHEN_FULL);
        if (size.incrementAndGet() <= most) {
            return true;
        }
        size.decrementAndGet();
        return false;
    }

    private Allowance allowance(RateLimit limit) {
        Allowance known = byLimit.get(limit);
        if (known != null) {
            return known;
        }
        if (byLimit.size() >= MOST_LIMITS) {
            return new Allowance(limit, false);
        }
        return byLimit.computeIfAbsent(limit, key -> new Allowance(key, true));
    }

    /** {@return whether something was taken from a shared bucket that has not come back yet} */
    boolean sharing() {
        long now = clock.exact();
        return byLimit.values().stream().anyMatch(allowance -> allowance.sharedUntil() > now);
    }

    /** Looks at some buckets and drops those that are whole. Tells whether any are left. */
    boolean sweep(int count) {
        if (sweeping.compareAndSet(false, true)) {
            try {
                walk(count, clock.exact());
            } finally {
                sweeping.set(false);
            }
        }
        return size.get() > 0;
    }

    /** Not more than once through the map. */
    private void walk(int count, long now) {
        boolean around = false;
        for (int i = 0; i < count; i++) {
            if (!broom.hasNext()) {
                if (around) {
                    return;
                }
                around = true;
                broom = byKey.entrySet().iterator();
                if (!broom.hasNext()) {
                    return;
                }
            }
            Map.Entry<LimitKey, Bucket> entry = broom.next();
            Bucket bucket = entry.getValue();
            if (bucket.sealIfWhole(now) && byKey.remove(entry.getKey(), bucket)) {
                size.decrementAndGet();
            }
        }
    }
}
