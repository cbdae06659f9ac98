package dev.parley.store.jdbc;

import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.ReadOnlyMode;
import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A chat store in a relational database. Thread-safe. Several stores, in one process or in many, may stand on one
 * database.
 */
public final class JdbcChatStore implements ChatStore {

    private final Transactions transactions;
    private final ReadOnlyMode readOnlyMode;
    private final JdbcChatLog log;
    private final ChatFeed feed;
    private final ChatTurns turns;
    private final PersonalData personalData;
    private final HistoryRetention historyRetention;

    private JdbcChatStore(Transactions transactions, ReadOnlyMode readOnlyMode, InstantSource clock) {
        this.transactions = transactions;
        this.readOnlyMode = readOnlyMode;
        this.log = new JdbcChatLog(transactions, clock);
        this.feed = new JdbcChatFeed(transactions);
        this.turns = new JdbcChatTurns(transactions, clock);
        this.personalData = new JdbcPersonalData(transactions, clock);
        this.historyRetention = new JdbcHistoryRetention(transactions, clock);
    }

    /**
     * A store.
     *
     * @param database where conversations are kept; not closed with the store
     * @param clock the time of entries
     * @return the store
     */
    public static JdbcChatStore on(JdbcDatabase database, InstantSource clock) {
        return new JdbcChatStore(database.chatTransactions(), database.readOnlyMode(), clock);
    }

    @Override
    public ChatLog log() {
        return log;
    }

    @Override
    public ChatFeed feed() {
        return feed;
    }

    @Override
    public Optional<ChatTurns> turns() {
        return Optional.of(turns);
    }

    @Override
    public Optional<PersonalData> personalData() {
        return Optional.of(personalData);
    }

    @Override
    public Optional<HistoryRetention> historyRetention() {
        return Optional.of(historyRetention);
    }

    /** {@return the mode of the database: all stores that stand on it share it} */
    @Override
    public Optional<ReadOnlyMode> readOnlyMode() {
        return Optional.of(readOnlyMode);
    }

    @Override
    public void ping(Deadline deadline) {
        transactions.read(
                Scope.everywhere(),
                deadline,
                session -> session.query("SELECT 1").mapTo(Integer.class).one());
    }

    /** Ends the store, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
        log.close();
    }
}
