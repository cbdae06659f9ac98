package dev.parley.examples.server.kill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** G1, G2 and row F1 on the embedded default, H2 in a file. */
class ServerKillH2IT {

    @Test
    void everyAcknowledgedMessageIsThereOnceInOrder() throws IOException, InterruptedException {
        Path directory = Directories.fresh("server-h2");

        ServerKills.run(
                "ServerKillH2IT",
                directory,
                Map.of("CHAT_DATA_DIR", directory.resolve("data").toString()));
    }
}
