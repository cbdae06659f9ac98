package dev.parley.examples.server.kill;

import dev.parley.store.jdbc.JdbcDatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** G1, G2 and row F1 for an import into PostgreSQL with fsync and synchronous_commit. */
class ReplayKillPostgresIT {

    @Test
    void anImportThatWasKilledIsFinishedByRunningItAgain() throws IOException, InterruptedException {
        Path directory = Directories.fresh("replay-postgres");

        try (PostgresProcess postgres = PostgresProcess.start(directory)) {
            new ReplayKills(
                            "ReplayKillPostgresIT",
                            directory,
                            Map.of("DATABASE_URL", postgres.jdbcUrl()),
                            JdbcDatabaseConfig.of(postgres.jdbcUrl()))
                    .run();
        }
    }
}
