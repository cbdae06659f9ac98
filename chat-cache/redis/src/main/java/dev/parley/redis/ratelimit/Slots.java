package dev.parley.redis.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The slots of a node, as many at most as its terms say; with one that is forgotten its slice is lost. Thread-safe. */
final class Slots {

    private final LeaseTerms terms;
    private final LongSupplier nanoTime;
    private final AtomicLong order = new AtomicLong();
    private final Cache<LimitKey, Slot> slots;

    Slots(LeaseTerms terms, LongSupplier nanoTime) {
        this.terms = terms;
        this.nanoTime = nanoTime;
        this.slots = Caffeine.newBuilder()
                .maximumSize(terms.keys())
                .executor(Runnable::run)
                .build();
    }

    LeaseTerms terms() {
        return terms;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Slot of(LimitKey key) {
        return slots.get(key, unused -> new Slot(order.incrementAndGet(), nanoTime));
    }

    /** {@return the decision, or null if Redis has to be asked} */
    @Nullable
    RateDecision decide(LimitKey key, RateLimit limit, long cost) {
        Slot slot = slots.getIfPresent(key);
        if (slot == null) {
            return null;
        }
        Slice slice = slot.slice();
        RateDecision allowed = slice == null ? null : slice.take(limit, cost);
        return allowed == null ? slot.refused(limit, cost) : allowed;
    }

    void forget(LimitKey key) {
        Slot slot = slots.getIfPresent(key);
        if (slot != null) {
            slot.clear();
        }
    }

    void reconsider(LimitKey key) {
        Slot slot = slots.getIfPresent(key);
        if (slot != null) {
            slot.reconsider();
        }
    }

    /** Gives back what is left of the slices, as far as the time allows and Redis answers. */
    void giveBack(SharedBuckets buckets, Deadline deadline) {
        boolean going = true;
        for (var entry : slots.asMap().entrySet()) {
            Slice slice = entry.getValue().slice();
            long rest = slice == null ? 0 : slice.drain();
            if (going && slice != null && rest > 0) {
                byte[] argument = slice.gauge().returning(rest, slice.since());
                going = buckets.force(buckets.keys().of(entry.getKey()), argument, deadline) && !deadline.expired();
            }
        }
        slots.invalidateAll();
    }
}
