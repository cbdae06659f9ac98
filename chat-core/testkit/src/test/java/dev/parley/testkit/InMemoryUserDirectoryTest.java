package dev.parley.testkit;

import dev.parley.core.auth.UserDirectory;

class InMemoryUserDirectoryTest implements UserDirectoryContract {

    @Override
    public UserDirectory createDirectory() {
        return UserDirectory.inMemory();
    }
}
