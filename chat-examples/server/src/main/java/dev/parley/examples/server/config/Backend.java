package dev.parley.examples.server.config;

import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.store.ChatStore;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcUserDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;

/** Where everything is kept: the conversations and the users, in one database. */
public final class Backend implements AutoCloseable {

    private final ChatStore store;
    private final UserDirectory directory;
    private final Runnable onClose;

    private Backend(ChatStore store, UserDirectory directory, Runnable onClose) {
        this.store = store;
        this.directory = directory;
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
        JdbcDatabase database;
        try {
            database = JdbcDatabase.open(setting.toConfig());
        } catch (ChatException e) {
            throw new SettingException(
                    setting.variable(),
                    "names a database that can't be opened (" + e.code().id() + ")");
        }
        ChatStore store = JdbcChatStore.on(database, InstantSource.system());
        UserDirectory directory = JdbcUserDirectory.on(database);
        return new Backend(store, directory, database::close);
    }

    /** {@return a backend in memory, which ends with the process} */
    public static Backend inMemory() {
        return new Backend(ChatStore.inMemory(InstantSource.system()), UserDirectory.inMemory(), () -> {});
    }

    /** {@return the conversations} */
    public ChatStore store() {
        return store;
    }

    /** {@return the users} */
    public UserDirectory directory() {
        return directory;
    }

    @Override
    public void close() {
        store.close();
        directory.close();
        onClose.run();
    }
}
