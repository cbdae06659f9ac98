package dev.parley.examples.server.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** G1, G2, G11 and row F2: kills PostgreSQL under 64 senders while the server stays up. */
class PostgresKillIT {

    private static final Duration RECONNECTED_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = RECONNECTED_WITHIN.multipliedBy(5);

    @Test
    void everyAcknowledgedMessageIsThereOnceInOrder() throws IOException, InterruptedException {
        Path directory = Directories.fresh("postgres");
        Tally tally = new Tally("PostgresKillIT");
        Duration slowest = Duration.ZERO;

        try (PostgresProcess postgres = PostgresProcess.start(directory);
                ServerProcess server = ServerProcess.start(
                        directory, Map.of("DATABASE_URL", postgres.jdbcUrl()), Duration.ofSeconds(50))) {
            ChatApi api = new ChatApi(server.address());
            Crowd crowd = Crowd.register(api);
            Outage outage = new Outage(postgres, api);
            for (int round = 1; round <= Tally.rounds(); round++) {
                KillRound.run(tally.nextSeed(), directory, crowd, outage).judge(tally, "reconnected", outage.lasted);
                slowest = slowest.compareTo(outage.lasted) < 0 ? outage.lasted : slowest;
            }
            assertThat(server.isAlive()).as(server.describe("after all kills")).isTrue();
        }
        tally.printTotal();
        System.out.printf(
                "PostgresKillIT slowest reconnection=%dms of at most %dms%n",
                slowest.toMillis(), RECONNECTED_WITHIN.toMillis());
    }

    /** PostgreSQL dies, the server says so, PostgreSQL starts, the server works again. */
    private static final class Outage implements KillRound.Fault {
        private final PostgresProcess postgres;
        private final ChatApi api;
        private final ChatApi.User user;
        private final String conversation;
        private int strikes;
        private Duration lasted = Duration.ZERO;

        Outage(PostgresProcess postgres, ChatApi api) {
            this.postgres = postgres;
            this.api = api;
            this.user = api.login("sender0");
            this.conversation = api.create(user, "probe", List.of());
        }

        @Override
        public Crowd strike(Crowd crowd) throws IOException, InterruptedException {
            Line probe = Line.of(-1, ++strikes, conversation, user.id());
            postgres.kill();
            assertThat(api.send(user, probe)).isInstanceOfSatisfying(Answer.Fail.class, away -> {
                assertThat(away.status()).isEqualTo(503);
                assertThat(away.retryAfter()).as("Retry-After").containsOnlyDigits();
            });
            postgres.startAgain();
            long accepts = System.nanoTime();
            await("reconnection")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> api.send(user, probe), Answer.Ok.class::isInstance);
            lasted = Duration.ofNanos(System.nanoTime() - accepts);
            return crowd;
        }
    }
}
