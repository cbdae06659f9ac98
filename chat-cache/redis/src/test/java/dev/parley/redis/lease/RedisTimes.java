package dev.parley.redis.lease;

import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;

/** The clock of Redis can't be moved, so what it is compared with is. */
final class RedisTimes {

    private RedisTimes() {}

    /** On all nodes, if it is a cluster. */
    static void pass(RedisConnections connections, Duration by) {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        for (String key : connections.call(commands -> commands.keys("*:lease:*"), deadline)) {
            connections.call(commands -> commands.hincrby(key, "ends", -by.toNanos() / 1_000), deadline);
        }
    }
}
