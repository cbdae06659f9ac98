package dev.parley.store.jdbc;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.TokenHash;
import java.time.Duration;
import java.util.Set;

/** What callers of the stores of sessions and keys have to keep to; else it is their defect. */
final class Bounds {

    private static final int MAX_ROWS = 10_000;
    private static final int MAX_SEALED = 512;
    private static final int MAX_CODES = 32;

    private Bounds() {}

    static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_ROWS) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_ROWS);
        }
    }

    static void requireSealed(Secret sealed) {
        if (sealed.length() > MAX_SEALED) {
            throw new IllegalArgumentException("A sealed secret must have at most " + MAX_SEALED + " bytes");
        }
    }

    static void requireCodes(Set<TokenHash> recoveryCodes) {
        if (recoveryCodes.size() > MAX_CODES) {
            throw new IllegalArgumentException("There must be at most " + MAX_CODES + " recovery codes");
        }
    }

    static void requireGrace(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be less than zero");
        }
    }

    static void requireLasting(Duration idle, Duration absolute) {
        if (idle.isNegative() || idle.isZero() || absolute.compareTo(idle) < 0) {
            throw new IllegalArgumentException("idle must be more than zero, and absolute not less than idle");
        }
    }
}
