package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.UserDirectory;
import java.time.InstantSource;

class InMemoryUserDirectoryTest implements UserDirectoryContract {

    @Override
    public UserDirectory createDirectory() {
        return UserDirectory.inMemory();
    }

    @Override
    public StoreAndChanges<UserDirectory> createDirectoryAndChanges() {
        AccessChanges changes = AccessChanges.inMemory(InstantSource.system());
        return new StoreAndChanges<>(UserDirectory.inMemory(changes), changes);
    }
}
