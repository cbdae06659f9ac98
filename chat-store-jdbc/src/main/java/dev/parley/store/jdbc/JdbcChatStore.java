package dev.parley.store.jdbc;

import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.PersonalData;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.Optional;

/** A chat store in a relational database. Thread-safe. */
public final class JdbcChatStore implements ChatStore {

    private JdbcChatStore() {}

    /**
     * A store.
     *
     * @param database where conversations are kept; not closed with the store
     * @param clock the time of entries
     * @return the store
     */
    public static JdbcChatStore on(JdbcDatabase database, InstantSource clock) {
        return new JdbcChatStore();
    }

    @Override
    public ChatLog log() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PersonalData> personalData() {
        return Optional.empty();
    }

    @Override
    public void ping(Deadline deadline) {}

    /** Ends the store, not the database that it was given. */
    @Override
    public void close() {}
}
