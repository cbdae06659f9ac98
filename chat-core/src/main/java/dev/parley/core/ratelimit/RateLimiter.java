package dev.parley.core.ratelimit;

import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Bounds how often something may happen. Thread-safe. Time is the limiter's: the monotonic time of the process, or that of
 * the store that several processes share.
 *
 * <p>Rules, checked by {@code RateLimiterContract}:
 *
 * <ul>
 *   <li>RL-1 In any time t at most capacity + refill × t / window is let through for a key, less what is given back,
 *       whatever the threads and the costs, over all limiters of one store.
 *   <li>RL-2 A whole allowance lets its capacity through at once, and what comes back is less than a thousandth below the
 *       refill. A denied call is let through after {@code retryAfter},
 *       and not more than a thousandth of the window and a millisecond earlier, if nobody else takes.
 *   <li>RL-3 What is denied takes nothing.
 *   <li>RL-4 {@code remaining} is what could be taken now; {@code reset} is when all of it could, at most what one takes to
 *       come back later. Both may be off by 1/4,096 of the capacity, to the strict side.
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

    /**
     * A limiter in memory with room for 100,000 keys, about 15 MB.
     *
     * @return the limiter
     * @see #inMemory(int)
     */
    static RateLimiter inMemory() {
        return inMemory(100_000);
    }

    /**
     * A limiter in the memory of one process, lost with it. A call on one key that is known takes no lock, and allocates nothing as a rule. Time is
     * read from a field that a daemon thread of the limiter writes each millisecond while there is traffic, and from
     * the system where a millisecond matters; closing the limiter ends the thread.
     *
     * <p>Only keys whose allowance is whole again are forgotten: some ten seconds later, or at once when half of the room is taken. While there is no room, all keys that are new share one
     * allowance of their limit, together; the decisions about them are {@code degraded}, what they are charged is not
     * given back, and what they were charged too little is taken as far as it is there. A key that gets a place again starts with what the shared allowance has left. So RL-1 holds, and a
     * flood of new keys is limited as one. Beyond 64 different limits that keys are charged by at a time there is none to share: then who finds no room is
     * denied.
     *
     * <p>A call may be denied for what {@link #acquireAll} on another thread takes and gives back in the same moment.
     *
     * @param keys for how many keys there is room, 1 or more; about 150 bytes each
     * @return the limiter
     */
    static RateLimiter inMemory(int keys) {
        return new InMemoryRateLimiter(keys, TickClock.ticking());
    }

    /**
     * The same with another time, and without a thread.
     *
     * @param keys for how many keys there is room, 1 or more
     * @param nanoTime the monotonic time in nanoseconds, from any origin
     * @return the limiter
     */
    static RateLimiter inMemory(int keys, LongSupplier nanoTime) {
        return new InMemoryRateLimiter(keys, TickClock.of(nanoTime));
    }

    /** {@return a limiter that lets everything through} */
    static RateLimiter unlimited() {
        return new Unlimited(new RateDecision.Allowed(Long.MAX_VALUE, Duration.ZERO, false));
    }
}
