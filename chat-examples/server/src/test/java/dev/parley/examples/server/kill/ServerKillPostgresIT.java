package dev.parley.examples.server.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** G1, G2 and row F1 on PostgreSQL with fsync and synchronous_commit. */
class ServerKillPostgresIT {

    @Test
    void everyAcknowledgedMessageIsThereOnceInOrder() throws IOException, InterruptedException {
        Path directory = Directories.fresh("server-postgres");

        try (PostgresProcess postgres = PostgresProcess.start(directory)) {
            ServerKills.run("ServerKillPostgresIT", directory, Map.of("DATABASE_URL", postgres.jdbcUrl()));
        }
    }
}
