package dev.parley.core.ratelimit;

import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Charges that were let through and whose real cost is not known yet, the tokens of a model's answer for example. It is
 * settled once: a second time changes nothing. Thread-safe.
 *
 * <p>What is given back is given back whole, though some of it may have come back by itself meanwhile: so of real costs as much
 * more than the formula may fall into a short time as reservations were open for long. Bound how many a subject has open.
 */
public final class RateReservation {

    private final RateLimiter limiter;
    private final List<RateCharge> charges;
    private final RateDecision.Allowed allowed;
    private final AtomicBoolean settled = new AtomicBoolean();

    /**
     * A reservation.
     *
     * @param limiter which let the charges through
     * @param charges what was taken
     * @param allowed the decision that let them through
     */
    public RateReservation(RateLimiter limiter, List<RateCharge> charges, RateDecision.Allowed allowed) {
        this.limiter = limiter;
        this.charges = List.copyOf(charges);
        this.allowed = allowed;
    }

    /**
     * Corrects every charge to the real cost.
     *
     * @param actual the real cost, 0 or more; 0 gives all of it back
     * @param deadline by when to answer
     * @return whether all were corrected by this call
     * @throws IllegalArgumentException if the cost is negative
     */
    public boolean settle(long actual, Deadline deadline) {
        if (actual < 0) {
            throw new IllegalArgumentException("actual must be 0 or more");
        }
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        boolean all = true;
        for (RateCharge charge : charges) {
            all &= limiter.settle(charge, allowed, actual, deadline);
        }
        return all;
    }
}
