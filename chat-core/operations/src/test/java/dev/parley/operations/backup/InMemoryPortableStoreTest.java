package dev.parley.operations.backup;

import dev.parley.core.auth.UserDirectory;
import dev.parley.core.backup.BackupSource;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.store.ChatStore;
import dev.parley.testkit.PortableStoreContract;
import java.time.InstantSource;
import java.util.Set;

class InMemoryPortableStoreTest implements PortableStoreContract {

    @Override
    public Stores createStores() {
        ChatStore chat = ChatStore.inMemory(InstantSource.system());
        UserDirectory users = UserDirectory.inMemory();
        return new InMemoryStores(chat, users, PortableStore.inMemory(InstantSource.system(), chat, users));
    }

    @Override
    public BackupSource sourceOf(PortableStore store) {
        return PortableSource.of(store);
    }

    private record InMemoryStores(ChatStore chat, UserDirectory users, PortableStore portable) implements Stores {

        @Override
        public Set<String> remains() {
            return Set.of();
        }

        @Override
        public void close() {
            chat.close();
            users.close();
        }
    }
}
