package dev.parley.store.jdbc;

import dev.parley.core.delivery.EventBus;
import dev.parley.testkit.NodesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Engines of one process on one H2 file. */
class H2NodesTest implements NodesContract {

    @TempDir
    private Path folder;

    @Override
    public Nodes createNodes() {
        EventBus bus = EventBus.inMemory();
        return new JdbcNodes(JdbcDatabaseConfig.h2File(folder.resolve("nodes")), () -> bus);
    }
}
