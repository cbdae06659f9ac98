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
    private final SharedBuckets buckets;
    private final Ahead ahead;
    private final AtomicLong order = new AtomicLong();
    private final Cache<LimitKey, Slot> slots;

    Slots(LeaseTerms terms, SharedBuckets buckets, LongSupplier nanoTime) {
        this.terms = terms;
        this.nanoTime = nanoTime;
        this.buckets = buckets;
        this.ahead = new Ahead(buckets, terms, nanoTime);
        this.slots = Caffeine.newBuilder()
                .maximumSize(terms.keys())
                .executor(Runnable::run)
                .build();
    }

    Slot of(LimitKey key) {
        return slots.get(
                key, unused -> new Slot(order.incrementAndGet(), buckets.keys().of(key), terms, nanoTime));
    }

    /** {@return the decision, or null if Redis has to be asked} */
    @Nullable
    RateDecision decide(LimitKey key, RateLimit limit, long cost) {
        Slot slot = slots.getIfPresent(key);
        if (slot == null) {
            return null;
        }
        Stock stock = slot.stock();
        for (int i = 0; i < stock.size(); i++) {
            Slice slice = stock.at(i);
            long rest = slice.take(limit, cost);
            if (rest != Slice.NONE) {
                if (slice.halved(rest, cost)) {
                    ahead.halved(slot, slice.gauge());
                }
                return slice.tell(rest);
            }
        }
        return slot.refused(limit, cost);
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
    void giveBack(Deadline deadline) {
        boolean going = true;
        for (Slot slot : slots.asMap().values()) {
            Stock stock = slot.stock();
            for (int i = 0; i < stock.size(); i++) {
                Slice slice = stock.at(i);
                long rest = slice.drain();
                if (going && rest > 0) {
                    byte[] argument = slice.gauge().returning(rest, slice.since());
                    going = buckets.force(slot.name(), argument, deadline) && !deadline.expired();
                }
            }
        }
        slots.invalidateAll();
    }
}
