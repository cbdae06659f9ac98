package dev.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TestRedisClusterIT {

    @Test
    void keysOfAllNodesAreReached() {
        TestRedisCluster cluster = TestRedisCluster.shared();
        RedisClusterClient client =
                RedisClusterClient.create(Arrays.stream(cluster.uri().split(",", -1))
                        .map(RedisURI::create)
                        .toList());
        try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
            for (int i = 0; i < 100; i++) {
                connection.sync().set("reached:" + i, "" + i);
            }
            assertThat(connection.sync().keys("reached:*")).hasSize(100);
            assertThat(connection.getPartitions()).hasSize(3);
        } finally {
            client.shutdown();
        }
    }
}
