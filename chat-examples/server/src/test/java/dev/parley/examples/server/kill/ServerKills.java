package dev.parley.examples.server.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Kills the server under 64 senders, again and again on the same data (row F1 of the test plan). */
final class ServerKills {

    private static final Duration READY_WITHIN = Duration.ofSeconds(10);
    private static final Duration PATIENCE = READY_WITHIN.multipliedBy(5);

    private final Path directory;
    private final Map<String, String> environment;
    private ServerProcess server;

    private ServerKills(Path directory, Map<String, String> environment) throws InterruptedException {
        this.directory = directory;
        this.environment = environment;
        this.server = ServerProcess.start(directory, environment, PATIENCE);
    }

    static void run(String name, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        ServerKills kills = new ServerKills(directory, environment);
        try {
            kills.run(new Tally(name));
        } finally {
            kills.server.close();
        }
    }

    private void run(Tally tally) throws IOException, InterruptedException {
        Crowd crowd = Crowd.register(new ChatApi(server.address()));
        for (int round = 1; round <= Tally.rounds(); round++) {
            KillRound.Result result = KillRound.run(tally.nextSeed(), directory, crowd, this::killAndRestart);
            crowd = result.crowd();
            result.judge(tally, "ready", server.readyAfter());
            assertThat(server.readyAfter()).as("ready after a kill").isLessThan(PATIENCE);
            assertThat(result.refused()).as("refused while the server was up").isZero();
        }
        tally.printTotal();
    }

    private Crowd killAndRestart(Crowd crowd) throws InterruptedException {
        server.kill();
        server = ServerProcess.start(directory, environment, PATIENCE);
        return crowd.backAt(new ChatApi(server.address()));
    }
}
