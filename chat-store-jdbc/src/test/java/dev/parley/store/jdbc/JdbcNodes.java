package dev.parley.store.jdbc;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.store.ChatStore;
import dev.parley.testkit.NodesFactory;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Nodes that share a database and nothing else: each store has connections of its own, each bus is one more. */
final class JdbcNodes implements NodesFactory.Nodes {

    private final JdbcDatabaseConfig config;
    private final Supplier<EventBus> buses;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    JdbcNodes(JdbcDatabaseConfig config, Supplier<EventBus> buses) {
        this.config = config;
        this.buses = buses;
    }

    @Override
    public ChatStore newStore() {
        JdbcDatabase database = JdbcDatabase.open(config);
        opened.push(database);
        ChatStore store = JdbcChatStore.on(database, InstantSource.system());
        opened.push(store);
        return store;
    }

    @Override
    public EventBus newBus() {
        EventBus bus = buses.get();
        opened.push(bus);
        return bus;
    }

    @Override
    public void close() {
        opened.forEach(part -> {
            try {
                part.close();
            } catch (Exception e) {
                throw new AssertionError("A part of a node could not be closed", e);
            }
        });
    }
}
