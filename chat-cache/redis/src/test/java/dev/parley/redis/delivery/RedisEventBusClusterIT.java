package dev.parley.redis.delivery;

import dev.parley.redis.TestRedisCluster;
import dev.parley.testkit.EventBusContract;

/** The same contract in a cluster of three, whose nodes pass on to each other what is said to one. */
class RedisEventBusClusterIT implements EventBusContract {

    @Override
    public EventBusSystem createSystem() {
        return new RedisBuses(TestRedisCluster.shared().uri());
    }
}
