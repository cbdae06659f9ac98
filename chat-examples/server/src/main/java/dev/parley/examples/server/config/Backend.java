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
import org.jspecify.annotations.Nullable;

/**
 * Where everything is kept: the conversations, the users and their logins, in one database; what tells of news there; and
 * what several servers share beside it.
 */
public final class Backend implements AutoCloseable {

    private final ChatStore store;
    private final UserDirectory directory;
    private final AccessStores access;
    private final EventBus eventBus;
    private final SharedState shared;
    private final Runnable onClose;

    private Backend(
            ChatStore store,
            UserDirectory directory,
            AccessStores access,
            EventBus eventBus,
            SharedState shared,
            Runnable onClose) {
        this.store = store;
        this.directory = directory;
        this.access = access;
        this.eventBus = eventBus;
        this.shared = shared;
        this.onClose = onClose;
    }

    /**
     * Opens the database of the settings, and makes it if it is not there, for a server alone.
     *
     * @param setting which one
     * @return the backend
     * @throws SettingException if it can't be opened
     */
    public static Backend open(DatabaseSetting setting) {
        return open(setting, null);
    }

    /**
     * Opens the database of the settings, and makes it if it is not there.
     *
     * @param setting which one
     * @param redis what is shared beside it, or null for a server alone
     * @return the backend
     * @throws SettingException if one of them can't be opened
     */
    public static Backend open(DatabaseSetting setting, @Nullable RedisSetting redis) {
        if (setting.jdbcUrl() == null) {
            try {
                Files.createDirectories(setting.dataDirectory());
            } catch (IOException e) {
                throw new SettingException(setting.variable(), "is not a directory that can be made or written");
            }
        }
        SharedState shared = SharedState.open(redis);
        try {
            return on(setting, shared);
        } catch (SettingException e) {
            shared.close();
            throw e;
        }
    }

    private static Backend on(DatabaseSetting setting, SharedState shared) {
        JdbcDatabaseConfig config = setting.toConfig();
        JdbcDatabase database = opened(setting.variable(), () -> JdbcDatabase.open(config));
        boolean alone = !config.jdbcUrl().startsWith("jdbc:postgresql:");
        EventBus eventBus;
        try {
            eventBus = opened(setting.variable(), () -> eventBus(config, shared, alone));
        } catch (SettingException e) {
            database.close();
            throw e;
        }
        ChatStore store = JdbcChatStore.on(database, InstantSource.system());
        UserDirectory directory = JdbcUserDirectory.on(database);
        if (alone || shared.signals() != null) {
            // Else other servers would change names, and the cache would hear nothing of it.
            directory = UserDirectory.cached(directory, shared.caches());
        }
        return new Backend(store, directory, AccessStores.on(database), eventBus, shared, database::close);
    }

    /** Only PostgreSQL is shared with other processes: what happens in an H2 file happens in this one. */
    private static EventBus eventBus(JdbcDatabaseConfig config, SharedState shared, boolean alone) {
        EventBus signals = shared.signals();
        if (signals != null) {
            return signals;
        }
        return alone ? EventBus.inMemory() : PostgresEventBus.open(config);
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
        SharedState shared = SharedState.inMemory();
        UserDirectory directory = UserDirectory.cached(UserDirectory.inMemory(changes), shared.caches());
        AccessStores access = AccessStores.inMemory(clock, changes);
        return new Backend(store, directory, access, EventBus.inMemory(), shared, () -> {});
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

    /** {@return what other servers share, or what this one keeps in memory} */
    public SharedState shared() {
        return shared;
    }

    @Override
    public void close() {
        eventBus.close();
        store.close();
        directory.close();
        access.close();
        shared.close();
        onClose.run();
    }
}
