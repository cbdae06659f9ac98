package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One charge of a call: where it is to be taken from, and where it was. Of one thread. */
final class Part {

    private final int place;
    private final RateCharge charge;
    private final Gauge gauge;
    private final @Nullable Slot slot;
    private final int failures;
    private @Nullable Slice held;

    /** The charge at a place of the call; without a slot it is taken from Redis only. */
    Part(int place, RateCharge charge, Gauge gauge, @Nullable Slot slot) {
        this.place = place;
        this.charge = charge;
        this.gauge = gauge;
        this.slot = slot;
        this.failures = slot == null ? 0 : slot.failures();
    }

    RateCharge charge() {
        return charge;
    }

    int place() {
        return place;
    }

    @Nullable
    Slot slot() {
        return slot;
    }

    boolean lacking() {
        return held == null;
    }

    /** {@return whether Redis did not answer for this key since the call began} */
    boolean failedMeanwhile() {
        return slot != null && slot.failures() != failures;
    }

    /** {@return what to tell if the slice of this node had it, else null} */
    RateDecision.@Nullable Allowed takeHere() {
        Slice slice = slot == null ? null : slot.stock().take(charge.limit(), charge.cost());
        held = slice;
        return slice == null ? null : slice.tell(slice.left());
    }

    void putBack() {
        if (held != null) {
            held.putBack(charge.cost());
        }
    }

    /** {@return the refusal that is known, at the place of this charge, or null} */
    RateDecision.@Nullable Denied refused() {
        RateDecision.Denied known = slot == null ? null : slot.refused(charge.limit(), charge.cost());
        return known == null || place == 0 ? known : new RateDecision.Denied(place, known.retryAfter(), false);
    }

    /** {@return what to ask Redis for}; needs the turn */
    Ask ask(RateKeys keys) {
        return slot == null ? Ask.exactly(keys.of(charge.key()), gauge, charge.cost()) : slot.ask(gauge, charge.cost());
    }

    /** {@return what to tell, now that Redis granted it}; needs the turn */
    RateDecision.Allowed granted(Answer.Granted answer, int i) {
        return slot == null
                ? new RateDecision.Allowed(answer.remaining(i), answer.reset(i), false)
                : slot.granted(gauge, answer, i, charge.cost()).told();
    }

    /** Redis granted nothing; needs the turn. */
    void notGranted() {
        if (slot != null) {
            slot.notGranted();
        }
    }

    /** {@return how long to wait, now that Redis refused because of this charge}; needs the turn */
    Duration refused(Duration wait) {
        return slot == null ? wait : slot.refused(gauge, charge.cost(), wait);
    }

    /** Redis granted it, and then something else not; needs the turn. */
    void undone() {
        if (slot != null) {
            slot.undone();
        }
    }

    /** Redis did not answer; needs the turn. */
    void failed() {
        if (slot != null) {
            slot.failed();
        }
    }
}
