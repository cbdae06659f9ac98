package dev.parley.testkit;

import dev.parley.core.store.ChatStore;
import java.time.InstantSource;

class InMemoryChatStoreTest
        implements ChatLogContract,
                PersonalDataContract,
                ChatTurnsContract,
                ChatFeedContract,
                HistoryRetentionContract,
                ReadOnlyModeContract {

    @Override
    public ChatStore createStore(InstantSource clock) {
        return ChatStore.inMemory(clock);
    }
}
