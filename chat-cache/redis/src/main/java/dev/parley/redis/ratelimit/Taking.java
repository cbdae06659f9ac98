package dev.parley.redis.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call that takes several charges or none: from the slices of the node what these have, and all the rest from Redis at
 * once. Of one thread.
 */
final class Taking {

    private static final Comparator<Slot> IN_ORDER = Comparator.comparingLong(Slot::order);
    private static final int MOST_LOOKS = 4;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SharedBuckets buckets;
    private final Deadline deadline;
    private final List<Part> parts;
    private RateDecision.@Nullable Allowed told;

    Taking(
            List<RateCharge> charges,
            List<Gauge> gauges,
            SharedBuckets buckets,
            @Nullable Slots slots,
            Deadline deadline) {
        this.buckets = buckets;
        this.deadline = deadline;
        this.parts = new ArrayList<>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            RateCharge charge = charges.get(i);
            Gauge gauge = gauges.get(i);
            Slot slot = slots != null && gauge.leased() ? slots.of(charge.key()) : null;
            parts.add(new Part(i, charge, gauge, slot));
        }
    }

    /** {@return the decision, or null if Redis is away} */
    @Nullable
    RateDecision run() {
        takeHere(parts);
        List<Part> lacking = lacking();
        for (Part part : lacking) {
            takeSoon(part);
        }
        lacking = lacking();
        List<ReentrantLock> turns = new ArrayList<>(lacking.size());
        RateDecision decision = null;
        try {
            if (takeTurns(lacking, turns)) {
                takeHere(lacking);
                List<Part> rest = lacking();
                decision = rest.isEmpty() ? told : ask(rest);
            }
        } finally {
            turns.forEach(ReentrantLock::unlock);
        }
        if (!(decision instanceof RateDecision.Allowed)) {
            parts.forEach(Part::putBack);
        }
        return decision;
    }

    private void takeHere(List<Part> from) {
        for (Part part : from) {
            RateDecision.Allowed allowed = part.takeHere();
            if (allowed != null) {
                tell(allowed);
            }
        }
    }

    /** All who lack it wait for what was asked for ahead, not one after the other for their turns. */
    private void takeSoon(Part part) {
        Slot slot = part.slot();
        for (int i = 0;
                i < MOST_LOOKS
                        && slot != null
                        && part.lacking()
                        && slot.coming().count() > 0;
                i++) {
            if (!slot.coming().await(Math.min(deadline.remaining().toNanos(), LOOK_NANOS))) {
                return;
            }
            takeHere(List.of(part));
        }
    }

    private List<Part> lacking() {
        List<Part> lacking = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part.lacking()) {
                lacking.add(part);
            }
        }
        return lacking;
    }

    /** One thread at a time asks for a key; all take their turns in the same order, so that none waits for ever. */
    private boolean takeTurns(List<Part> lacking, List<ReentrantLock> turns) {
        List<Slot> inOrder = new ArrayList<>(lacking.size());
        for (Part part : lacking) {
            Slot slot = part.slot();
            if (slot != null) {
                inOrder.add(slot);
            }
        }
        inOrder.sort(IN_ORDER);
        for (Slot slot : inOrder) {
            if (!takeTurn(slot.turn(), lacking)) {
                return false;
            }
            turns.add(slot.turn());
        }
        // Whoever had the turn before may have waited for Redis in vain: not one after the other.
        return !anyFailed(lacking);
    }

    private static boolean anyFailed(List<Part> parts) {
        for (Part part : parts) {
            if (part.failedMeanwhile()) {
                return true;
            }
        }
        return false;
    }

    /** Those who wait leave when Redis did not answer: in their place others may come before them, and wait for it in vain too. */
    private boolean takeTurn(ReentrantLock turn, List<Part> lacking) {
        try {
            while (!turn.tryLock()) {
                long left = deadline.remaining().toNanos();
                if (left <= 0 || anyFailed(lacking)) {
                    return false;
                }
                if (turn.tryLock(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
                    return true;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable RateDecision ask(List<Part> rest) {
        RateDecision.Denied known = rest.size() == 1 ? rest.get(0).refused() : null;
        if (known != null) {
            return known;
        }
        List<Ask> asks = new ArrayList<>(rest.size());
        for (Part part : rest) {
            asks.add(part.ask(buckets.keys()));
        }
        try {
            Answer answer = buckets.takeAll(asks, deadline);
            return answer instanceof Answer.Granted granted
                    ? allowed(rest, granted)
                    : denied(rest, (Answer.Refused) answer);
        } catch (ChatException e) {
            rest.forEach(Part::failed);
            return null;
        }
    }

    private @Nullable RateDecision allowed(List<Part> rest, Answer.Granted granted) {
        for (int i = 0; i < rest.size(); i++) {
            tell(rest.get(i).granted(granted, i));
        }
        return told;
    }

    private static RateDecision denied(List<Part> rest, Answer.Refused refused) {
        for (int i = 0; i < rest.size(); i++) {
            if (refused.undone().contains(i)) {
                rest.get(i).undone();
            } else {
                rest.get(i).notGranted();
            }
        }
        Part longest = rest.get(refused.charge());
        return new RateDecision.Denied(longest.place(), longest.refused(refused.retryAfter()), false);
    }

    private void tell(RateDecision.Allowed allowed) {
        RateDecision.Allowed least = told;
        if (least == null || allowed.remaining() < least.remaining()) {
            told = allowed;
        }
    }
}
