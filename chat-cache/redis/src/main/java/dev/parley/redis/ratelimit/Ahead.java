package dev.parley.redis.ratelimit;

import java.util.function.LongSupplier;

/** Asks for slices before they are needed, so that nobody waits for those of a key in a hurry. Thread-safe. */
final class Ahead {

    private final SharedBuckets buckets;
    private final LeaseTerms terms;
    private final LongSupplier nanoTime;

    Ahead(SharedBuckets buckets, LeaseTerms terms, LongSupplier nanoTime) {
        this.buckets = buckets;
        this.terms = terms;
        this.nanoTime = nanoTime;
    }

    /** Half of a whole slice is used. Never waits: whoever has the turn is asking already. */
    void halved(Slot slot, Gauge gauge) {
        if (terms.ahead() == 0 || !slot.turn().tryLock()) {
            return;
        }
        try {
            int missing = slot.ahead(gauge);
            if (missing > 0) {
                Ask ask = new Ask(slot.name(), gauge, 1, terms.most(), 0, 0);
                for (int i = 0; i < missing; i++) {
                    begin(ask, slot);
                }
            }
        } finally {
            slot.turn().unlock();
        }
    }

    /** What fails may have been taken; it is lost, as with every answer that is. */
    private void begin(Ask ask, Slot slot) {
        slot.coming().begun();
        long asked = nanoTime.getAsLong();
        buckets.begin(ask, granted -> {
            if (granted != null) {
                var unused = slot.add(ask.gauge(), asked, granted, 0, 0);
            }
            slot.coming().ended();
        });
    }
}
