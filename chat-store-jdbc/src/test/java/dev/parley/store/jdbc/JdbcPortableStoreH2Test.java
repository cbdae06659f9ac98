package dev.parley.store.jdbc;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.portable.PortableStore;
import dev.parley.operations.backup.PortableSource;
import dev.parley.testkit.PortableStoreContract;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

class JdbcPortableStoreH2Test implements PortableStoreContract {

    @TempDir
    private Path directory;

    @Override
    public Stores createStores() {
        return PortableStores.on(
                JdbcDatabaseConfig.h2File(directory.resolve(UUID.randomUUID().toString())));
    }

    @Override
    public BackupSource sourceOf(PortableStore store) {
        return PortableSource.of(store);
    }

    /** One of each kind: how they are found is the same for all stores, and a scratch place is not cheap. */
    @Override
    public Map<String, Consumer<Map<String, byte[]>>> damages() {
        Map<String, Consumer<Map<String, byte[]>>> damages = PortableStoreContract.super.damages();
        damages.keySet().retainAll(Set.of("entry 3 follows entry 1", "of turn is of no"));
        return damages;
    }
}
