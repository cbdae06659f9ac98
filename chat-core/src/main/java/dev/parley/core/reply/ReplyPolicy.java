package dev.parley.core.reply;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a bot is allowed. Immutable.
 *
 * @param timeout how long one attempt may take, 10 milliseconds to one hour; 2 minutes by default
 * @param concurrency how many turns of this bot run at once on a node, 1 to 10,000; 32 by default
 * @param maxAttempts how often a turn is tried before it fails, nodes that were lost in the middle counted, 1 to 100; 3 by
 *     default
 * @param retryDelay how long to wait before the second attempt, doubled for each further one up to a minute, 0 to one
 *     minute; one second by default
 * @param historyTurns how many earlier turns the bot is told, 0 to 1,000; 20 by default
 * @param names what the bot is called in a group: see {@link #withNames}; at most 16, each of 1 to 100 code points, with no
 *     control characters, and no white space around it; none by default
 */
public record ReplyPolicy(
        Duration timeout, int concurrency, int maxAttempts, Duration retryDelay, int historyTurns, Set<String> names) {

    private static final int MAX_NAMES = 16;
    private static final int MAX_NAME = 100;

    /** The defaults. */
    public static final ReplyPolicy DEFAULT =
            new ReplyPolicy(Duration.ofMinutes(2), 32, 3, Duration.ofSeconds(1), 20, Set.of());

    /**
     * Checks the bounds.
     *
     * @param timeout as in the record
     * @param concurrency as in the record
     * @param maxAttempts as in the record
     * @param retryDelay as in the record
     * @param historyTurns as in the record
     * @param names as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public ReplyPolicy {
        requireRange("timeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        requireRange("concurrency", concurrency, 1, 10_000);
        requireRange("maxAttempts", maxAttempts, 1, 100);
        requireRange("retryDelay", retryDelay, Duration.ZERO, Duration.ofMinutes(1));
        requireRange("historyTurns", historyTurns, 0, 1_000);
        names = Set.copyOf(names);
        requireRange("the number of names", names.size(), 0, MAX_NAMES);
        names.forEach(ReplyPolicy::requireName);
    }

    private static void requireName(String name) {
        int length = name.codePointCount(0, name.length());
        boolean malformed = !name.equals(name.strip()) || name.codePoints().anyMatch(Character::isISOControl);
        if (length < 1 || length > MAX_NAME || malformed) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION,
                    "a name must have 1 to " + MAX_NAME
                            + " code points, no control characters, and no white space around it",
                    null);
        }
    }

    private static <T extends Comparable<T>> void requireRange(String name, T value, T min, T max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, name + " is " + value + " and must be " + min + " to " + max, null);
        }
    }

    /**
     * The same with another time-out.
     *
     * @param value as in the record
     * @return a new policy
     */
    public ReplyPolicy withTimeout(Duration value) {
        return new ReplyPolicy(value, concurrency, maxAttempts, retryDelay, historyTurns, names);
    }

    /**
     * The same with another concurrency.
     *
     * @param value as in the record
     * @return a new policy
     */
    public ReplyPolicy withConcurrency(int value) {
        return new ReplyPolicy(timeout, value, maxAttempts, retryDelay, historyTurns, names);
    }

    /**
     * The same with other retries.
     *
     * @param attempts as in the record
     * @param delay as in the record
     * @return a new policy
     */
    public ReplyPolicy withRetries(int attempts, Duration delay) {
        return new ReplyPolicy(timeout, concurrency, attempts, delay, historyTurns, names);
    }

    /**
     * The same with another length of history.
     *
     * @param value as in the record
     * @return a new policy
     */
    public ReplyPolicy withHistoryTurns(int value) {
        return new ReplyPolicy(timeout, concurrency, maxAttempts, retryDelay, value, names);
    }

    /**
     * The same for a bot that is asked by name. In a direct conversation it is asked by every message, as it would be
     * without names. In a group it is asked only by a message that has one of its names in it, as a word or several of
     * its own: a letter, digit or combining mark on either side makes it part of another word, unless it is of a script
     * that is written without spaces; an {@code @} may stand before it, as long as it is no mail address. Upper and lower
     * case, composed and decomposed characters, one or more white space, and hyphens that break or do not are the same.
     *
     * <p>It is worked out when a message is sent, by the engine that sends it: give every engine of the system the same
     * names. An edit never asks.
     *
     * @param values as in the record
     * @return a new policy
     */
    public ReplyPolicy withNames(String... values) {
        return new ReplyPolicy(
                timeout, concurrency, maxAttempts, retryDelay, historyTurns, Set.copyOf(List.of(values)));
    }
}
