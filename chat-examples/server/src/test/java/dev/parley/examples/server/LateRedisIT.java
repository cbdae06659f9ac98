package dev.parley.examples.server;

import static dev.parley.examples.server.SharedServers.client;
import static dev.parley.examples.server.SharedServers.newAddress;
import static dev.parley.examples.server.SharedServers.newTokens;
import static dev.parley.examples.server.SharedServers.tryLogin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.examples.server.kill.Directories;
import dev.parley.examples.server.kill.RedisProcess;
import dev.parley.examples.server.kill.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that is started before its Redis. */
class LateRedisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final int ENTRIES = 8;

    @Test
    void theServerStartsWithoutRedisAndUsesItWhenItComes() throws Exception {
        Path directory = Directories.fresh("late-redis");
        try (RedisProcess redis = RedisProcess.start(directory)) {
            redis.kill();
            Map<String, String> environment = Map.of(
                    "CHAT_DATA_DIR",
                    directory.toString(),
                    "REDIS_URL",
                    redis.uri(),
                    "TRUSTED_PROXIES",
                    "127.0.0.1",
                    "CHAT_LIMIT_ADDRESS",
                    ENTRIES + "/1h");
            try (ServerProcess server = ServerProcess.start(directory, environment, PATIENCE)) {
                assertThat(server.describe("said"))
                        .containsOnlyOnce(" WARN ")
                        .containsOnlyOnce("Redis does not answer")
                        .doesNotContain(redis.uri().substring("redis://".length()));
                Client ann = client(server, newTokens(server));
                String talk = ann.conversation();
                ann.say(talk, "without Redis");
                assertThat(triesUntilRefused(server))
                        .as("what a server alone allows")
                        .isLessThanOrEqualTo(ENTRIES / 2);

                redis.startAgain();
                server.awaitSaying("Redis answers again", PATIENCE);
                ann.say(talk, "with Redis");
                await().atMost(PATIENCE).until(() -> triesUntilRefused(server) == ENTRIES);
                assertThat(redis.keys("parley:*")).isNotEmpty();
                assertThat(ann.get("/api/conversations/" + talk + "/messages")
                                .json()
                                .get("messages"))
                        .hasSize(2);
            }
        }
    }

    private static int triesUntilRefused(ServerProcess server) {
        String address = newAddress();
        int tried = 0;
        while (tryLogin(server, address) != 429) {
            tried++;
        }
        return tried;
    }
}
