package dev.parley.core.store;

import dev.parley.core.time.Deadline;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Where conversations are kept. Thread-safe. Each facet has rules and a contract of its own.
 */
public interface ChatStore extends AutoCloseable {

    /** {@return the log of conversations} */
    ChatLog log();

    /** {@return what the engine's live delivery reads} */
    ChatFeed feed();

    /** {@return the turns of bots, if this store has the capability} */
    Optional<ChatTurns> turns();

    /** {@return access, portability and erasure, if this store has the capability} */
    Optional<PersonalData> personalData();

    /** {@return what removes old entries, and what keeps it from doing so, if this store has the capability} */
    Optional<HistoryRetention> historyRetention();

    /** {@return what holds writes back, if this store has the capability} */
    Optional<ReadOnlyMode> readOnlyMode();

    /**
     * Asks whether the store can answer at all.
     *
     * @param deadline by when to answer
     * @throws dev.parley.core.error.ChatException of kind unavailable, if it can't
     */
    void ping(Deadline deadline);

    /** Releases what the store itself opened; never what the host passed in. Calls after that fail with {@code closed}. */
    @Override
    void close();

    /**
     * A store in memory, for tests and trials: everything is lost with the process.
     *
     * @param clock the time of entries
     * @return an empty store
     */
    static ChatStore inMemory(InstantSource clock) {
        return new InMemoryChatStore(clock);
    }
}
