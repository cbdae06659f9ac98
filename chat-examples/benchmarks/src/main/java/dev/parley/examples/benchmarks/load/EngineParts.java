package dev.parley.examples.benchmarks.load;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.store.ChatStore;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.PostgresEventBus;
import java.time.InstantSource;

/** What an engine stands on: in memory, or the store and the bus of a database. */
final class EngineParts implements AutoCloseable {

    private final ChatStore store;
    private final EventBus bus;
    private final Runnable onClose;

    private EngineParts(ChatStore store, EventBus bus, Runnable onClose) {
        this.store = store;
        this.bus = bus;
        this.onClose = onClose;
    }

    static EngineParts open(Database database) {
        String url = database.url();
        if (url == null) {
            return new EngineParts(ChatStore.inMemory(InstantSource.system()), EventBus.inMemory(), () -> {});
        }
        JdbcDatabaseConfig config = JdbcDatabaseConfig.of(url);
        JdbcDatabase open = JdbcDatabase.open(config);
        return new EngineParts(
                JdbcChatStore.on(open, InstantSource.system()), PostgresEventBus.open(config), open::close);
    }

    ChatEngineBuilder builder() {
        return ChatEngine.builder(store).eventBus(bus);
    }

    @Override
    public void close() {
        bus.close();
        store.close();
        onClose.run();
    }
}
