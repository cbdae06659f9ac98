package dev.parley.examples.server.kill;

import dev.parley.store.jdbc.JdbcDatabaseConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** G1, G2 and row F1 for an import into the embedded default, H2 in a file. */
class ReplayKillH2IT {

    @Test
    void anImportThatWasKilledIsFinishedByRunningItAgain() throws IOException, InterruptedException {
        Path directory = Directories.fresh("replay-h2");
        Path data = directory.resolve("data");

        new ReplayKills(
                        "ReplayKillH2IT",
                        directory,
                        Map.of("CHAT_DATA_DIR", data.toString()),
                        JdbcDatabaseConfig.h2File(data))
                .run();
    }
}
