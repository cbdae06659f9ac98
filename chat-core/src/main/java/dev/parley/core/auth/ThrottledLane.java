package dev.parley.core.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one {@link LoginLane}: a log of failures that slides, the slots in use, and the closures. Not thread-safe:
 * its throttle locks. Each call begins with {@link #settleOverdue}, so that what time has done is seen.
 */
final class ThrottledLane {

    /** For how long to wait for a slot that another login has in use; logins take less. */
    private static final Duration IN_USE = Duration.ofSeconds(1);

    /** The doubling ends here at the latest, so that nothing overflows. */
    private static final int MAX_DOUBLINGS = 30;

    /** In their order. */
    private final List<Instant> failures = new ArrayList<>();

    private final Map<String, Pending> pending = new HashMap<>();
    private int closures;
    private Instant closedUntil = Instant.MIN;
    private Instant lastFailure = Instant.MIN;
    private LoginLane bounds;

    private record Pending(LoginLane lane, Instant at) {}

    ThrottledLane(LoginLane bounds) {
        this.bounds = bounds;
    }

    /** {@return whether nothing is left to remember, by the bounds of the last call} */
    boolean forgotten(Instant now) {
        settleOverdue(bounds, now);
        return failures.isEmpty() && pending.isEmpty() && closures == 0;
    }

    /** {@return how long until there may be a slot, or null if there is one} */
    @Nullable
    Duration waitFor(LoginLane lane, Instant now) {
        settleOverdue(lane, now);
        if (now.isBefore(closedUntil)) {
            return Duration.between(now, closedUntil);
        }
        if (closures > 0) {
            return pending.isEmpty() ? null : IN_USE;
        }
        if (failures.size() >= lane.failures()) {
            Instant leaving = failures.get(failures.size() - lane.failures());
            return Duration.between(now, leaving.plus(lane.window()));
        }
        return failures.size() + pending.size() < lane.failures() ? null : IN_USE;
    }

    void take(String slot, LoginLane lane, Instant now) {
        pending.put(slot, new Pending(lane, now));
        bounds = lane;
    }

    /** Ends a slot if it is in use. */
    void settle(String slot, LoginLane lane, LoginThrottle.Verdict verdict, Instant now) {
        settleOverdue(lane, now);
        if (pending.remove(slot) == null) {
            return;
        }
        switch (verdict) {
            case FAILED -> fail(lane, now);
            case SUCCEEDED -> {
                if (lane.clearedBySuccess()) {
                    failures.clear();
                    closures = 0;
                    closedUntil = Instant.MIN;
                }
            }
            case RELEASED -> {
                // It was taken out, and nothing else has happened.
            }
        }
    }

    private void settleOverdue(LoginLane lane, Instant now) {
        Instant overdue = now.minusSeconds(LoginThrottle.SLOT_SECONDS);
        List<Map.Entry<String, Pending>> late = pending.entrySet().stream()
                .filter(slot -> !slot.getValue().at().isAfter(overdue))
                .sorted(Comparator.comparing(slot -> slot.getValue().at()))
                .toList();
        for (Map.Entry<String, Pending> slot : late) {
            pending.remove(slot.getKey());
            fail(slot.getValue().lane(), slot.getValue().at());
        }
        leaveWindow(lane, now);
        if (closures > 0
                && !lastFailure.plus(lane.longestClosure().multipliedBy(2)).isAfter(now)) {
            closures = 0;
        }
    }

    private void leaveWindow(LoginLane lane, Instant now) {
        Instant begin = now.minus(lane.window());
        failures.removeIf(at -> !at.isAfter(begin));
    }

    private void fail(LoginLane lane, Instant at) {
        if (at.isAfter(lastFailure)) {
            lastFailure = at;
        }
        failures.add(at);
        failures.sort(Comparator.naturalOrder());
        leaveWindow(lane, lastFailure);
        if (closures > 0 || failures.size() >= lane.failures()) {
            Instant until = at.plus(closure(lane));
            closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
            closures++;
        }
        if (failures.size() > lane.failures()) {
            failures.remove(0);
        }
    }

    private Duration closure(LoginLane lane) {
        Duration closure = lane.firstClosure();
        for (int i = 0; i < Math.min(closures, MAX_DOUBLINGS) && closure.compareTo(lane.longestClosure()) < 0; i++) {
            closure = closure.multipliedBy(2);
        }
        return closure.compareTo(lane.longestClosure()) < 0 ? closure : lane.longestClosure();
    }
}
