package dev.parley.redis.delivery;

import dev.parley.core.delivery.EventBus;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.EventBusFactory.EventBusSystem;
import java.util.ArrayList;
import java.util.List;

/** Each bus has connections of its own, as those of several processes have. */
final class RedisBuses implements EventBusSystem {

    private final String uri;
    private final List<RedisConnections> connections = new ArrayList<>();
    private final List<EventBus> buses = new ArrayList<>();

    RedisBuses(String uri) {
        this.uri = uri;
    }

    @Override
    public EventBus newBus() {
        RedisConnections opened = RedisConnections.open(RedisConfig.of(uri));
        connections.add(opened);
        EventBus bus = RedisEventBus.on(opened);
        buses.add(bus);
        return bus;
    }

    @Override
    public void close() {
        buses.forEach(EventBus::close);
        connections.forEach(RedisConnections::close);
    }
}
