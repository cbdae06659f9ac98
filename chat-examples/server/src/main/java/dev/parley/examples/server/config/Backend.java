package dev.parley.examples.server.config;

import dev.parley.core.auth.UserDirectory;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.error.ChatException;
import dev.parley.core.store.ChatStore;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcUserDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;

/** Where everything is kept: the conversations and the users, in one database, and what tells of news there. */
public final class Backend implements AutoCloseable {

    private final ChatStore store;
    private final UserDirectory directory;
    private final EventBus eventBus;
    private final Runnable onClose;

    private Backend(ChatStore store, UserDirectory directory, EventBus eventBus, Runnable onClose) {
        this.store = store;
        this.directory = directory;
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
        JdbcDatabase database = open(setting.variable(), setting.toConfig());
        ChatStore store = JdbcChatStore.on(database, InstantSource.system());
        UserDirectory directory = JdbcUserDirectory.on(database);
        return new Backend(store, directory, EventBus.inMemory(), database::close);
    }

    private static JdbcDatabase open(String variable, JdbcDatabaseConfig config) {
        try {
            return JdbcDatabase.open(config);
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
     * A backend of these parts.
     *
     * @param store the conversations; closed with the backend
     * @param directory the users; closed with the backend
     * @return the backend
     */
    public static Backend of(ChatStore store, UserDirectory directory) {
        return new Backend(store, directory, EventBus.inMemory(), () -> {});
    }

    /** {@return the conversations} */
    public ChatStore store() {
        return store;
    }

    /** {@return the users} */
    public UserDirectory directory() {
        return directory;
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
        onClose.run();
    }
}
