package dev.parley.redis.lease;

import dev.parley.core.lease.Leases;
import dev.parley.redis.TestRedisCluster;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.LeasesContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same contract in a cluster of three, over which the names are spread. */
class RedisLeasesClusterIT implements LeasesContract {

    private static RedisConnections connections;

    @BeforeAll
    static void open() {
        String uri = TestRedisCluster.shared().uri();
        // Patient: 64 threads that begin at once may wait for each other on a busy machine.
        connections = RedisConnections.open(new RedisConfig(uri, "parley", Duration.ofSeconds(10), 1_000));
    }

    @AfterAll
    static void close() {
        connections.close();
    }

    @Override
    public Leases createLeases() {
        return RedisLeases.on(connections);
    }

    @Override
    public void passTime(Duration by) {
        RedisTimes.pass(connections, by);
    }
}
