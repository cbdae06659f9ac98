package dev.parley.core.reply;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;

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
 */
public record ReplyPolicy(Duration timeout, int concurrency, int maxAttempts, Duration retryDelay, int historyTurns) {

    /** The defaults. */
    public static final ReplyPolicy DEFAULT = new ReplyPolicy(Duration.ofMinutes(2), 32, 3, Duration.ofSeconds(1), 20);

    /**
     * Checks the bounds.
     *
     * @param timeout as in the record
     * @param concurrency as in the record
     * @param maxAttempts as in the record
     * @param retryDelay as in the record
     * @param historyTurns as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public ReplyPolicy {
        requireRange("timeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        requireRange("concurrency", concurrency, 1, 10_000);
        requireRange("maxAttempts", maxAttempts, 1, 100);
        requireRange("retryDelay", retryDelay, Duration.ZERO, Duration.ofMinutes(1));
        requireRange("historyTurns", historyTurns, 0, 1_000);
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
        return new ReplyPolicy(value, concurrency, maxAttempts, retryDelay, historyTurns);
    }

    /**
     * The same with another concurrency.
     *
     * @param value as in the record
     * @return a new policy
     */
    public ReplyPolicy withConcurrency(int value) {
        return new ReplyPolicy(timeout, value, maxAttempts, retryDelay, historyTurns);
    }

    /**
     * The same with other retries.
     *
     * @param attempts as in the record
     * @param delay as in the record
     * @return a new policy
     */
    public ReplyPolicy withRetries(int attempts, Duration delay) {
        return new ReplyPolicy(timeout, concurrency, attempts, delay, historyTurns);
    }

    /**
     * The same with another length of history.
     *
     * @param value as in the record
     * @return a new policy
     */
    public ReplyPolicy withHistoryTurns(int value) {
        return new ReplyPolicy(timeout, concurrency, maxAttempts, retryDelay, value);
    }
}
