package dev.parley.examples.server.config;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.error.ChatException;
import dev.parley.core.store.ChatStore;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcUserDirectory;
import dev.parley.store.jdbc.PostgresEventBus;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Where everything is kept: the conversations, the users and their logins, in one database, and what tells of news there. */
public final class Backend implements AutoCloseable {

    private final ChatStore store;
    private final UserDirectory directory;
    private final AccessStores access;
    private final EventBus eventBus;
    private final Runnable onClose;

    private Backend(
            ChatStore store, UserDirectory directory, AccessStores access, EventBus eventBus, Runnable onClose) {
        this.store = store;
        this.directory = directory;
        this.access = access;
        this.eventBus = eventBus;
        this.onClose = onClose;
    }

    /**
     * Opens the database of the settings, and makes it if it is not there.
     *
     * @param setting which one
     * @return the backend
     * @throws SettingException if it can't be opened
     */
    public static Backend open(DatabaseSetting setting) {
        if (setting.jdbcUrl() == null) {
            try {
                Files.createDirectories(setting.dataDirectory());
            } catch (IOException e) {
                throw new SettingException(setting.variable(), "is not a directory that can be made or written");
            }
        }
        JdbcDatabaseConfig config = setting.toConfig();
        JdbcDatabase database = opened(setting.variable(), () -> JdbcDatabase.open(config));
        EventBus eventBus;
        try {
            eventBus = opened(setting.variable(), () -> eventBus(config));
        } catch (SettingException e) {
            database.close();
            throw e;
        }
        ChatStore store = JdbcChatStore.on(database, InstantSource.system());
        UserDirectory directory = JdbcUserDirectory.on(database);
        return new Backend(store, directory, AccessStores.on(database), eventBus, database::close);
    }

    /** Only PostgreSQL is shared with other processes: what happens in an H2 file happens in this one. */
    private static EventBus eventBus(JdbcDatabaseConfig config) {
        return config.jdbcUrl().startsWith("jdbc:postgresql:") ? PostgresEventBus.open(config) : EventBus.inMemory();
    }

    private static <T> T opened(String variable, Supplier<T> opening) {
        try {
            return opening.get();
        } catch (ChatException e) {
            String words = String.valueOf(e.getMessage())
                    .replace(e.code().id() + ": ", "")
                    .replace(" " + e.code().advice(), "");
            throw new SettingException(variable, "names a database that can't be opened: " + words);
        } catch (RuntimeException e) {
            // The pool's own complaint about a URL that no driver takes; it holds the URL.
            throw new SettingException(variable, "is not a URL that the database driver takes");
        }
    }

    /**
     * A backend that keeps all but the conversations in memory.
     *
     * @param store the conversations; closed with the backend
     * @return the backend
     */
    public static Backend of(ChatStore store) {
        InstantSource clock = InstantSource.system();
        AccessChanges changes = AccessChanges.inMemory(clock);
        UserDirectory directory = UserDirectory.inMemory(changes);
        return new Backend(store, directory, AccessStores.inMemory(clock, changes), EventBus.inMemory(), () -> {});
    }

    /** {@return the conversations} */
    public ChatStore store() {
        return store;
    }

    /** {@return the users} */
    public UserDirectory directory() {
        return directory;
    }

    /** {@return who is logged in, and with what} */
    public AccessStores access() {
        return access;
    }

    /** {@return what tells other servers on the same database} */
    public EventBus eventBus() {
        return eventBus;
    }

    @Override
    public void close() {
        eventBus.close();
        store.close();
        directory.close();
        access.close();
        onClose.run();
    }
}
