package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisConnectionsIT {

    @Test
    void aScriptRunsWhetherOrNotRedisKnowsIt() {
        RedisScript<Long> adding = RedisScript.ofNumber("return redis.call('INCRBY', KEYS[1], ARGV[1])");
        Deadline deadline = Deadline.after(Duration.ofSeconds(10));
        try (TestRedis redis = TestRedis.start();
                RedisConnections connections = RedisConnections.open(RedisConfig.of(redis.uri()))) {
            assertThat(connections.run(adding, List.of("k"), deadline, TestRedis.bytes("3")))
                    .isEqualTo(3);
            connections.call(commands -> commands.scriptFlush(), deadline);
            assertThat(connections.run(adding, List.of("k"), deadline, TestRedis.bytes("4")))
                    .isEqualTo(7);
        }
    }
}
