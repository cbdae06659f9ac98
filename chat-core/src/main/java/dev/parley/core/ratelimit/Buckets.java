package dev.parley.core.ratelimit;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of all keys: a table with a bound. Only buckets that are whole again are dropped, by walking through the table bit
 * by bit, so forgetting loses nothing. While half of the room is left, a bucket stays ten seconds longer than that, as who
 * comes back would only need a new one. Thread-safe; who finds a bucket takes no lock.
 *
 * <p>It is a table of its own, and not a {@code ConcurrentHashMap}, because in that a call on one of many keys goes to memory for
 * the map's node and then for the bucket; here a bucket is its own node.
 */
final class Buckets {

    /** How long a bucket is kept that is whole, while there is room. */
    static final long GRACE = 10_000_000_000L;

    private static final int SEGMENTS = 64;
    private static final int SEGMENT_SHIFT = 26;
    private static final int MIX = 0x9E3779B9;
    private static final int MOST_LIMITS = 64;
    private static final int STEP = 4;
    private static final int STEP_WHEN_FULL = 16;

    private final Segment[] segments = new Segment[SEGMENTS];
    private final ConcurrentHashMap<RateLimit, Allowance> byLimit = new ConcurrentHashMap<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final int most;
    private final TickClock clock;
    private int segmentAt;
    private int stepAt;

    Buckets(int most, TickClock clock) {
        this.most = most;
        this.clock = clock;
        Arrays.setAll(segments, i -> new Segment());
    }

    /** The low bits choose the slot, the high ones the segment. */
    private static int hashOf(LimitKey key) {
        int spread = key.hashCode() * MIX;
        return spread ^ (spread >>> 15);
    }

    private Segment segment(int hash) {
        return segments[hash >>> SEGMENT_SHIFT];
    }

    /** {@return the bucket of a key; null if it was not seen, which does not mean that there is none} */
    @Nullable
    Bucket glance(LimitKey key) {
        int hash = hashOf(key);
        return segment(hash).glance(key, hash);
    }

    @Nullable
    Place find(LimitKey key) {
        int hash = hashOf(key);
        return segment(hash).find(key, hash);
    }

    int size() {
        return size.get();
    }

    /**
     * {@return the bucket of a key, which may be of another limit; one for this limit if there is none; the shared one of this limit,
     * or none, if there is no room}
     */
    @Nullable
    Bucket findOrMake(LimitKey key, RateLimit limit) {
        while (true) {
            Place place = find(key);
            if (place != null) {
                return place;
            }
            sweep(STEP);
            if (!reserve()) {
                return allowance(limit).shared;
            }
            Place made = make(key, limit);
            if (made != null) {
                return made;
            }
            size.decrementAndGet();
        }
    }

    private @Nullable Place make(LimitKey key, RateLimit limit) {
        int hash = hashOf(key);
        Place made = new Place(key, hash, entered(limit));
        if (segment(hash).putIfAbsent(made) == null) {
            return made;
        }
        made.allowance.leave();
        return null;
    }

    /** Puts one that holds the same in the place of a bucket that is sealed, or of another limit. */
    void replace(Bucket bucket, RateLimit limit) {
        if (bucket instanceof Place place) {
            Allowance allowance = entered(limit);
            Allowance left = segment(place.hash).replace(place, allowance, clock) ? place.allowance : allowance;
            left.leave();
        }
    }

    /**
     * Puts one of another limit in the place of a bucket, and takes from it before anybody finds it: between the two nobody could
     * tell which limit counts. Null if the bucket has no place any more.
     */
    @Nullable
    Taking replaceAndTake(Place place, RateLimit limit, long cost) {
        Allowance allowance = entered(limit);
        long taken = segment(place.hash).replaceAndTake(place, allowance, cost * allowance.interval, clock);
        if (taken == Bucket.GONE) {
            allowance.leave();
            return null;
        }
        place.allowance.leave();
        return new Taking(allowance, taken);
    }

    /** What {@link Bucket#take} told of a bucket of an allowance. */
    record Taking(Allowance allowance, long taken) {}

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

    private Allowance entered(RateLimit limit) {
        while (true) {
            Allowance allowance = allowance(limit);
            if (allowance.enter()) {
                return allowance;
            }
            Thread.onSpinWait();
        }
    }

    private Allowance allowance(RateLimit limit) {
        Allowance known = byLimit.get(limit);
        if (known != null) {
            return known;
        }
        if (byLimit.size() >= MOST_LIMITS && !forgetLimits()) {
            return new Allowance(limit, false);
        }
        return byLimit.computeIfAbsent(limit, key -> new Allowance(key, true));
    }

    /** {@return whether there is room for another limit, after those were forgotten of which there is no bucket} */
    private boolean forgetLimits() {
        long now = clock.exact();
        byLimit.values().removeIf(allowance -> allowance.forget(now));
        return byLimit.size() < MOST_LIMITS;
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
                long grace = size.get() > most / 2 ? 0 : GRACE;
                walk(count, clock.exact() - grace);
            } finally {
                sweeping.set(false);
            }
        }
        return size.get() > 0;
    }

    /** Not more than once through the table. */
    private void walk(int count, long wholeBy) {
        int left = count;
        for (int turned = 0; left > 0 && turned <= SEGMENTS; ) {
            Segment segment = segments[segmentAt];
            int until = Math.min(segment.steps(), stepAt + left);
            if (stepAt < until) {
                size.addAndGet(-segment.drop(stepAt, until, wholeBy));
                left -= until - stepAt;
                stepAt = until;
            } else {
                stepAt = 0;
                segmentAt = (segmentAt + 1) % SEGMENTS;
                turned++;
            }
        }
    }
}
