package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Looks at every key with the prefix: each is to expire by itself. */
final class KeysExpire {

    private KeysExpire() {}

    static void check(RedisConnections connections) {
        // Not every node finds out at once that a Redis that was frozen is back.
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !connections.away());
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        for (String key : connections.call(commands -> commands.keys(connections.prefix() + ":*"), deadline)) {
            long left = connections.call(commands -> commands.pttl(key), deadline);
            assertThat(left).as("time to live of %s", key).isNotEqualTo(-1);
        }
    }
}
