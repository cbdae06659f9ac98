package dev.parley.core.lease;

import java.time.Duration;

/**
 * The right to be the only one who does something, for a while. Immutable.
 *
 * @param name what it is for
 * @param owner who has it: 1 to 128 printable ASCII characters
 * @param token greater than that of every lease of this name before; whatever is written under the lease has to be
 *     refused by the place where it is written if that has seen a greater one
 * @param term for how long it was given, counted from before it was asked for; 1 millisecond to 1 day
 */
public record Lease(LeaseName name, String owner, long token, Duration term) {

    private static final int MOST = 128;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /**
     * Checks the bounds.
     *
     * @param name as in the record
     * @param owner as in the record
     * @param token as in the record
     * @param term as in the record
     * @throws IllegalArgumentException if one is broken
     */
    public Lease {
        if (token < 1) {
            throw new IllegalArgumentException("token must be positive");
        }
        requireBounds(owner, term);
    }

    /**
     * Checks what is asked for. For who writes {@link Leases}.
     *
     * @param owner as in the record
     * @param term as in the record
     * @throws IllegalArgumentException if one is out of its bounds
     */
    public static void requireBounds(String owner, Duration term) {
        if (owner.length() > MOST || !owner.matches("[ -~]+")) {
            throw new IllegalArgumentException("owner must be 1 to 128 printable ASCII characters");
        }
        if (term.compareTo(SHORTEST) < 0 || term.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("term must be 1 millisecond to 1 day");
        }
    }
}
