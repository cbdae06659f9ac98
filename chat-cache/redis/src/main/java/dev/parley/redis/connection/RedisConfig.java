package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How Redis is reached. Immutable.
 *
 * @param uri {@code redis://}, {@code rediss://} (TLS) or {@code redis-sentinel://}, with user and password if need be
 * @param prefix with what every key and channel begins: 1 to 32 of a-z, 0-9, '.', '_' and '-'
 * @param timeout after how long a command is given up, 1 millisecond to 10 seconds; 250 milliseconds by default
 * @param queue how many commands wait for their answers at most, 16 to 1,000,000; 10,000 by default
 */
public record RedisConfig(String uri, String prefix, Duration timeout, int queue) {

    private static final int LEAST_QUEUE = 16;
    private static final int MOST_QUEUE = 1_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param uri as in the record
     * @param prefix as in the record
     * @param timeout as in the record
     * @param queue as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public RedisConfig {
        List<String> problems = new ArrayList<>();
        if (!uri.matches("redis(s|-sentinel)?://.+")) {
            problems.add("uri must begin with redis://, rediss:// or redis-sentinel://");
        }
        if (!prefix.matches("[a-z0-9._-]{1,32}")) {
            problems.add("prefix must be 1 to 32 of a-z, 0-9, '.', '_' and '-'");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            problems.add("timeout is " + timeout + " and must be " + SHORTEST + " to " + LONGEST);
        }
        if (queue < LEAST_QUEUE || queue > MOST_QUEUE) {
            problems.add("queue is " + queue + " and must be " + LEAST_QUEUE + " to " + MOST_QUEUE);
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    /**
     * The defaults.
     *
     * @param uri as in the record
     * @return the config
     */
    public static RedisConfig of(String uri) {
        return new RedisConfig(uri, "parley", Duration.ofMillis(250), 10_000);
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "RedisConfig[prefix=" + prefix + ", timeout=" + timeout + ", queue=" + queue + "]";
    }
}
