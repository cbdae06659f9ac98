package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one {@link LoginLane}, read under the lock of its row: a log of failures that slides, the slots in use, and
 * the closures. Not thread-safe. It is as it stands at one time, by the bounds of one call.
 */
final class Lane {

    /** For how long to wait for a slot that another login has in use; logins take less. */
    private static final Duration IN_USE = Duration.ofSeconds(1);

    private static final Duration SLOT = Duration.ofSeconds(LoginThrottle.SLOT_SECONDS);

    private final LoginLane bounds;
    private final Instant now;
    private final List<Instant> failures;
    private final Map<String, Instant> slots;
    private int closures;
    private @Nullable Instant closedUntil;
    private @Nullable Instant lastFailure;

    /**
     * A lane.
     *
     * @param row as it was written
     * @param bounds of the call
     * @param now what time has come to since then is done at once
     */
    Lane(LaneRow row, LoginLane bounds, Instant now) {
        this.bounds = bounds;
        this.now = now;
        this.failures = new ArrayList<>(row.failures());
        this.slots = new LinkedHashMap<>(row.slots());
        this.closures = row.closures();
        this.closedUntil = row.closedUntil();
        this.lastFailure = row.lastFailure();
        settle(slots.values().stream().filter(taken -> !taken.plus(SLOT).isAfter(now)));
        slots.values().removeIf(taken -> !taken.plus(SLOT).isAfter(now));
        leaveWindow(now);
        if (lastFailure != null && !forgetting(lastFailure).isAfter(now)) {
            closures = 0;
        }
    }

    LoginLane bounds() {
        return bounds;
    }

    LaneRow row() {
        return new LaneRow(failures, slots, closures, closedUntil, lastFailure);
    }

    /** {@return how long until there may be a slot, or null if there is one} */
    @Nullable
    Duration waiting() {
        if (closedUntil != null && now.isBefore(closedUntil)) {
            return Duration.between(now, closedUntil);
        }
        if (closures > 0) {
            return slots.isEmpty() ? null : IN_USE;
        }
        if (failures.size() >= bounds.failures()) {
            Instant leaving = failures.get(failures.size() - bounds.failures());
            return Duration.between(now, leaving.plus(bounds.window()));
        }
        return failures.size() + slots.size() < bounds.failures() ? null : IN_USE;
    }

    void take(String slot) {
        slots.put(slot, now);
    }

    /** {@return whether the slot was in use, so that anything has changed} */
    boolean settle(String slot, LoginThrottle.Verdict verdict) {
        if (slots.remove(slot) == null) {
            return false;
        }
        if (verdict == LoginThrottle.Verdict.FAILED) {
            fail(now);
        } else if (verdict == LoginThrottle.Verdict.SUCCEEDED && bounds.clearedBySuccess()) {
            failures.clear();
            closures = 0;
            closedUntil = null;
        }
        return true;
    }

    /** {@return from when on there is nothing left to remember, if nobody settles what is in use} */
    Instant idleFrom() {
        Lane later = new Lane(row(), bounds, now);
        Collection<Instant> taken = slots.values();
        later.settle(taken.stream());
        Instant end = later.closures > 0 && later.lastFailure != null ? forgetting(later.lastFailure) : now;
        return Stream.concat(
                        taken.stream().map(at -> at.plus(SLOT)),
                        later.failures.stream().map(at -> at.plus(bounds.window())))
                .reduce(end, (one, other) -> one.isAfter(other) ? one : other);
    }

    private Instant forgetting(Instant failure) {
        return failure.plus(bounds.longestClosure().multipliedBy(2));
    }

    private void settle(Stream<Instant> taken) {
        taken.sorted().toList().forEach(this::fail);
    }

    private void fail(Instant at) {
        Instant latest = lastFailure == null || at.isAfter(lastFailure) ? at : lastFailure;
        lastFailure = latest;
        failures.add(at);
        failures.sort(Comparator.naturalOrder());
        leaveWindow(latest);
        if (closures > 0 || failures.size() >= bounds.failures()) {
            Instant until = at.plus(closure());
            closedUntil = closedUntil == null || until.isAfter(closedUntil) ? until : closedUntil;
            closures++;
        }
        if (failures.size() > bounds.failures()) {
            failures.remove(0);
        }
    }

    private void leaveWindow(Instant present) {
        Instant begin = present.minus(bounds.window());
        failures.removeIf(at -> !at.isAfter(begin));
    }

    /** {@return how long the lane closes, doubled once for each closure before} */
    private Duration closure() {
        Duration closure = bounds.firstClosure();
        for (int i = 0; i < closures && closure.compareTo(bounds.longestClosure()) < 0; i++) {
            closure = closure.multipliedBy(2);
        }
        return closure.compareTo(bounds.longestClosure()) < 0 ? closure : bounds.longestClosure();
    }
}
