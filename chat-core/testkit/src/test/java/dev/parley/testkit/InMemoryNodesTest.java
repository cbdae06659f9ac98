package dev.parley.testkit;

import dev.parley.core.delivery.EventBus;
import dev.parley.core.store.ChatStore;
import java.time.InstantSource;

/** Engines of one process on one store and one bus in memory. */
class InMemoryNodesTest implements NodesContract {

    @Override
    public Nodes createNodes() {
        ChatStore store = ChatStore.inMemory(InstantSource.system());
        EventBus bus = EventBus.inMemory();
        return new Nodes() {
            @Override
            public ChatStore newStore() {
                return store;
            }

            @Override
            public EventBus newBus() {
                return bus;
            }

            @Override
            public void close() {
                bus.close();
                store.close();
            }
        };
    }
}
