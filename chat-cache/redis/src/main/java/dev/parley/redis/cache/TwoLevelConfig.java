package dev.parley.redis.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What caches on Redis have in common. Immutable.
 *
 * @param shards among how many slots of a Redis Cluster the groups of a cache are spread, 1 to 1,024, the same on all nodes; 1
 *     by default, which is right for a single Redis. All keys of a group are in one
 * @param lease for how long the other nodes wait for the one that loads a key, before one of them does; 50 milliseconds to 1
 *     minute; 2 seconds by default
 * @param refreshThreads how many threads load entries beforehand, for all caches together, 1 to 64; 2 by default
 */
public record TwoLevelConfig(int shards, Duration lease, int refreshThreads) {

    private static final int MOST_SHARDS = 1_024;
    private static final int MOST_THREADS = 64;
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param shards as in the record
     * @param lease as in the record
     * @param refreshThreads as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public TwoLevelConfig {
        List<String> problems = new ArrayList<>();
        if (shards < 1 || shards > MOST_SHARDS) {
            problems.add("shards is " + shards + " and must be 1 to " + MOST_SHARDS);
        }
        if (lease.compareTo(SHORTEST) < 0 || lease.compareTo(LONGEST) > 0) {
            problems.add("lease is " + lease + " and must be " + SHORTEST + " to " + LONGEST);
        }
        if (refreshThreads < 1 || refreshThreads > MOST_THREADS) {
            problems.add("refreshThreads is " + refreshThreads + " and must be 1 to " + MOST_THREADS);
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    /** {@return the defaults} */
    public static TwoLevelConfig defaults() {
        return new TwoLevelConfig(1, Duration.ofSeconds(2), 2);
    }
}
