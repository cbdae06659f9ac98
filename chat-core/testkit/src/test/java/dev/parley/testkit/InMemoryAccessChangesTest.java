package dev.parley.testkit;

import dev.parley.core.auth.AccessChanges;
import java.time.InstantSource;

class InMemoryAccessChangesTest implements AccessChangesContract {

    @Override
    public AccessChanges createChanges(InstantSource clock) {
        return AccessChanges.inMemory(clock);
    }
}
