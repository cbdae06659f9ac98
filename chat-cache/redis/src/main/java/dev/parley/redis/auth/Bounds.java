package dev.parley.redis.auth;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.Secret;
import java.time.Duration;
import java.util.List;

/** What callers have to keep to; else it is their defect. */
final class Bounds {

    private static final int MAX_LIMIT = 10_000;
    private static final int MAX_SEALED = 512;
    private static final int MAX_LANES = 8;

    private Bounds() {}

    static String limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to 10,000");
        }
        return Integer.toString(limit);
    }

    static void requireLasting(Duration idle, Duration absolute) {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("idle must be more than zero, and absolute not less than idle");
        }
    }

    static void requireGrace(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be less than zero");
        }
    }

    static void requireSealed(Secret sealed) {
        if (sealed.length() > MAX_SEALED) {
            throw new IllegalArgumentException("A sealed secret must have at most 512 bytes");
        }
    }

    static void requireDifferent(List<LoginLane> lanes) {
        long different = lanes.stream()
                .map(lane -> lane.kind() + " " + lane.subject())
                .distinct()
                .count();
        if (lanes.isEmpty() || lanes.size() > MAX_LANES || different < lanes.size()) {
            throw new IllegalArgumentException("There must be 1 to 8 lanes of different kinds or subjects");
        }
    }
}
