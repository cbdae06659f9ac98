package dev.parley.core.ratelimit;

import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;

/**
 * Bounds how often something may happen. Thread-safe. Time is the limiter's: the monotonic time of the process, or that of
 * the store that several processes share.
 *
 * <p>Rules, checked by {@code RateLimiterContract}:
 *
 * <ul>
 *   <li>RL-1 In any time t at most capacity + refill × t / window is let through for a key, whatever the threads and the
 *       costs, over all limiters of one store.
 *   <li>RL-2 A whole allowance lets its capacity through at once. A denied call is let through after {@code retryAfter},
 *       and not more than a thousandth of the window and a millisecond earlier, if nobody else takes.
 *   <li>RL-3 What is denied takes nothing.
 *   <li>RL-4 {@code remaining} is what could be taken now; {@code reset} is when all of it could.
 *   <li>RL-5 Of several charges all are taken or none. The denial names the charge with the longest wait. Two charges
 *       of the same key are an {@code IllegalArgumentException}.
 *   <li>RL-6 A cost beyond the capacity is denied with {@link RateDecision#NEVER}.
 *   <li>RL-7 Settling gives back what was charged too much, never beyond the whole; or takes what was charged too little,
 *       beyond what there is if need be: then calls are denied until that has come back too.
 *   <li>RL-8 Resetting makes an allowance whole.
 *   <li>RL-9 Keys are apart by tenant, scope and subject, whatever characters these hold.
 *   <li>RL-10 Another limit for a key holds from the next call on. What was taken stays taken, up to the new capacity.
 *   <li>RL-11 Of 64 threads that ask at once for an allowance of 100, 100 calls in all are let through.
 *   <li>RL-12 No method throws because the store is away or slow. It decides by its declared policy, within the deadline, and
 *       says {@code degraded}.
 * </ul>
 */
public interface RateLimiter extends AutoCloseable {

    /**
     * Takes from one allowance.
     *
     * @param key whose
     * @param limit how large it is
     * @param cost how much to take, 1 or more
     * @param deadline by when to answer
     * @return the decision
     * @throws IllegalArgumentException if the cost is less than 1
     */
    RateDecision acquire(LimitKey key, RateLimit limit, long cost, Deadline deadline);

    /**
     * Takes from several allowances, or from none.
     *
     * @param charges what to take, each of another key; 1 to 16
     * @param deadline by when to answer
     * @return the decision
     * @throws IllegalArgumentException for charges of the same key, none, or too many
     */
    RateDecision acquireAll(List<RateCharge> charges, Deadline deadline);

    /**
     * Corrects a charge when the real cost is known. To be called once for each charge that was let through;
     * {@link RateReservation} takes care of that.
     *
     * @param charge what was taken
     * @param allowed the decision that let it through
     * @param actual the real cost, 0 or more
     * @param deadline by when to answer
     * @return whether it was corrected; a store that is away forgets it
     */
    boolean settle(RateCharge charge, RateDecision.Allowed allowed, long actual, Deadline deadline);

    /**
     * Makes an allowance whole.
     *
     * @param key whose
     * @param deadline by when to answer
     * @return whether it is; false if the store is away
     */
    boolean reset(LimitKey key, Deadline deadline);

    /** Releases what the limiter itself opened; never what the host passed in. */
    @Override
    void close();

    /** {@return a limiter that lets everything through} */
    static RateLimiter unlimited() {
        return new Unlimited(new RateDecision.Allowed(Long.MAX_VALUE, Duration.ZERO, false));
    }
}
