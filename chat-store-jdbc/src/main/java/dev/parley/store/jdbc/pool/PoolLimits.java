package dev.parley.store.jdbc.pool;

import java.time.Duration;
import java.util.List;

/**
 * How many connections a pool holds, and how long anything about them may take. Immutable.
 *
 * @param maximumPoolSize how many connections at most, 1 to 1,000; 20 by default
 * @param waitingCalls how many calls may wait for a connection at once, 0 to 100,000; 200 by default. Any more are refused at
 *     once
 * @param connectionTimeout how long a call waits for a connection at most, 250 ms to 1 minute; 2 s by default. A call
 *     whose own time is shorter does not wait longer than that
 * @param statementTimeout after how long the server ends a statement, a wait for a lock and an idle transaction by itself,
 *     1 s to 1 hour; 30 s by default. It frees what a lost client left behind; a call is bounded by its own deadline,
 *     whichever comes first
 * @param idleTimeout after how long a connection that nobody needs is closed, 10 s to 1 day; 30 s by default
 * @param maxLifetime after how long a connection is replaced, 30 s to 1 day; 30 minutes by default
 * @param leakThreshold after how long a connection that was not given back is logged, with who took it, 2 s to 1 day; 1 minute
 *     by default
 * @param saturationAfter for how long more than five calls have to wait until that is told, 1 s to 1 hour; 30 s by default
 */
public record PoolLimits(
        int maximumPoolSize,
        int waitingCalls,
        Duration connectionTimeout,
        Duration statementTimeout,
        Duration idleTimeout,
        Duration maxLifetime,
        Duration leakThreshold,
        Duration saturationAfter) {

    /** The limits that a pool has unless told otherwise. */
    public static final PoolLimits DEFAULT = new PoolLimits(
            20,
            200,
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30));

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Looks for values that are out of their bounds.
     *
     * @param problems takes one line for each
     */
    public void check(List<? super String> problems) {
        checkRange("maximumPoolSize", maximumPoolSize, 1, 1_000, problems);
        checkRange("waitingCalls", waitingCalls, 0, 100_000, problems);
        checkRange("connectionTimeout", connectionTimeout, Duration.ofMillis(250), MINUTE, problems);
        checkRange("statementTimeout", statementTimeout, Duration.ofSeconds(1), HOUR, problems);
        checkRange("idleTimeout", idleTimeout, Duration.ofSeconds(10), DAY, problems);
        checkRange("maxLifetime", maxLifetime, Duration.ofSeconds(30), DAY, problems);
        checkRange("leakThreshold", leakThreshold, Duration.ofSeconds(2), DAY, problems);
        checkRange("saturationAfter", saturationAfter, Duration.ofSeconds(1), HOUR, problems);
    }

    private static <T extends Comparable<T>> void checkRange(
            String name, T value, T min, T max, List<? super String> problems) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add(name + " is " + value + " and must be " + min + " to " + max);
        }
    }

    /**
     * The same with another number of connections.
     *
     * @param size 1 to 1,000
     * @return new limits
     */
    public PoolLimits withMaximumPoolSize(int size) {
        return new PoolLimits(
                size,
                waitingCalls,
                connectionTimeout,
                statementTimeout,
                idleTimeout,
                maxLifetime,
                leakThreshold,
                saturationAfter);
    }

    /**
     * The same with other bounds on who waits for a connection.
     *
     * @param calls how many, 0 to 100,000
     * @param timeout how long each, 250 ms to 1 minute
     * @return new limits
     */
    public PoolLimits withWaiting(int calls, Duration timeout) {
        return new PoolLimits(
                maximumPoolSize,
                calls,
                timeout,
                statementTimeout,
                idleTimeout,
                maxLifetime,
                leakThreshold,
                saturationAfter);
    }

    /**
     * The same with another bound of the server on a statement.
     *
     * @param timeout 1 s to 1 hour
     * @return new limits
     */
    public PoolLimits withStatementTimeout(Duration timeout) {
        return new PoolLimits(
                maximumPoolSize,
                waitingCalls,
                connectionTimeout,
                timeout,
                idleTimeout,
                maxLifetime,
                leakThreshold,
                saturationAfter);
    }

    /**
     * The same with another life of connections.
     *
     * @param idle after how long an unused one is closed, 10 s to 1 day
     * @param lifetime after how long any is replaced, 30 s to 1 day
     * @return new limits
     */
    public PoolLimits withLifetimes(Duration idle, Duration lifetime) {
        return new PoolLimits(
                maximumPoolSize,
                waitingCalls,
                connectionTimeout,
                statementTimeout,
                idle,
                lifetime,
                leakThreshold,
                saturationAfter);
    }

    /**
     * The same with other times after which something is told.
     *
     * @param leak of a connection that was not given back, 2 s to 1 day
     * @param saturation of calls that wait, 1 s to 1 hour
     * @return new limits
     */
    public PoolLimits withWarnings(Duration leak, Duration saturation) {
        return new PoolLimits(
                maximumPoolSize,
                waitingCalls,
                connectionTimeout,
                statementTimeout,
                idleTimeout,
                maxLifetime,
                leak,
                saturation);
    }
}
