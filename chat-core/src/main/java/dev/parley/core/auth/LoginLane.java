package dev.parley.core.auth;

import java.time.Duration;

/**
 * One count of failed logins, with its bounds. Immutable.
 *
 * @param kind what is counted
 * @param subject whose count it is, 1 to 128 printable ASCII characters; callers hash names and addresses
 * @param failures how many failures within the window close the lane, 1 to 1,000
 * @param window the window, which slides: failures within it that reach the bound close the lane
 * @param firstClosure how long the lane closes first; each further closure lasts twice as long as the one before
 * @param longestClosure how long it closes at most. A lane forgets its closures after a success, or after twice this time
 *     without a failure
 */
public record LoginLane(
        Kind kind, String subject, int failures, Duration window, Duration firstClosure, Duration longestClosure) {

    private static final int MAX_FAILURES = 1_000;
    private static final int MAX_SUBJECT = 128;

    /** What a lane counts by. */
    public enum Kind {
        /** The account that is tried, from wherever. */
        ACCOUNT,
        /** The network from which it is tried, whichever the account. */
        ADDRESS,
        /** A device from which the account was used before. */
        DEVICE
    }

    /**
     * Checks the bounds.
     *
     * @param kind as in the record
     * @param subject as in the record
     * @param failures as in the record
     * @param window as in the record
     * @param firstClosure as in the record
     * @param longestClosure as in the record
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public LoginLane {
        if (subject.isEmpty()
                || subject.length() > MAX_SUBJECT
                || subject.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException("subject must be 1 to 128 printable ASCII characters");
        }
        if (failures < 1 || failures > MAX_FAILURES) {
            throw new IllegalArgumentException("failures must be 1 to 1,000");
        }
        if (window.isNegative() || window.isZero() || firstClosure.isNegative() || firstClosure.isZero()) {
            throw new IllegalArgumentException("window and firstClosure must be more than zero");
        }
        if (longestClosure.compareTo(firstClosure) < 0) {
            throw new IllegalArgumentException("longestClosure must not be less than firstClosure");
        }
    }

    /** {@return whether a success clears the lane: an account or a device is its user's, a network is not} */
    public boolean clearedBySuccess() {
        return kind != Kind.ADDRESS;
    }
}
