package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.examples.server.kill.Directories;
import dev.parley.examples.server.kill.RedisProcess;
import dev.parley.examples.server.kill.ServerProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Two servers, each a process, on one PostgreSQL and one Redis. */
final class SharedServers implements AutoCloseable {

    /** Logins and registrations of an address, and messages of a user, in an hour. */
    static final int ENTRIES = 20;

    static final int MESSAGES = 400;

    /** A server is ready within ten seconds; a busy machine may take ten times that. */
    private static final Duration START = Duration.ofSeconds(100);

    private static final String SECRET = "kq0mV3sR8hYw1zB7nTjXfL5dPuG9cEa2oIe6rUx4tMk=";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    final EmbeddedPostgres postgres;
    final RedisProcess redis;
    final ServerProcess here;
    final ServerProcess there;

    private SharedServers(EmbeddedPostgres postgres, RedisProcess redis, ServerProcess here, ServerProcess there) {
        this.postgres = postgres;
        this.redis = redis;
        this.here = here;
        this.there = there;
    }

    static SharedServers start(String name) throws IOException, InterruptedException {
        Path directory = Directories.fresh(name);
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        RedisProcess redis = RedisProcess.start(directory);
        Map<String, String> environment = Map.of(
                "DATABASE_URL",
                "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=postgres",
                "REDIS_URL",
                redis.uri(),
                "JWT_SECRET",
                SECRET,
                "TRUSTED_PROXIES",
                "127.0.0.1",
                "CHAT_LIMIT_ADDRESS",
                ENTRIES + "/1h",
                "CHAT_LIMIT_MESSAGES",
                MESSAGES + "/1h");
        // One after the other: the first makes the tables.
        ServerProcess here = ServerProcess.start(directory, environment, START);
        return new SharedServers(postgres, redis, here, ServerProcess.start(directory, environment, START));
    }

    List<ServerProcess> both() {
        return List.of(here, there);
    }

    /** An address that nobody has come from. */
    static String newAddress() {
        int n = ADDRESSES.incrementAndGet();
        return "198.51." + n / 256 + "." + n % 256;
    }

    /** Somebody at a server, without a token. */
    static Client stranger(ServerProcess at) {
        return new Client(at.address(), null, "");
    }

    /** What an address gets that tries to log in. */
    static int tryLogin(ServerProcess at, String address) {
        String body = json().put("email", UUID.randomUUID() + "@example.org")
                .put("password", PASSWORD)
                .toString();
        return stranger(at)
                .send("POST", "/api/login", body, "X-Forwarded-For", address)
                .status();
    }

    /** A new user's answer to a login, by an address of their own. */
    static JsonNode newTokens(ServerProcess at) {
        String address = newAddress();
        ObjectNode body =
                json().put("email", UUID.randomUUID() + "@example.org").put("password", PASSWORD);
        String login = body.toString();
        String registration = body.put("name", "Ann").toString();
        assertThat(answered(at, "/api/register", registration, address).status())
                .isEqualTo(201);
        Answer answer = answered(at, "/api/login", login, address);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** A busy machine may take more than a call's time to hash a password, with a server that has just begun. */
    private static Answer answered(ServerProcess at, String path, String body, String address) {
        return await().atMost(START)
                .until(
                        () -> stranger(at).send("POST", path, body, "X-Forwarded-For", address),
                        answer -> answer.status() != 503);
    }

    /** Who has tokens, at a server. */
    static Client client(ServerProcess at, JsonNode tokens) {
        return stranger(at)
                .withToken(
                        tokens.get("accessToken").textValue(),
                        tokens.at("/user/id").textValue());
    }

    static Answer refresh(ServerProcess at, JsonNode tokens) {
        ObjectNode body = json().put("refreshToken", tokens.get("refreshToken").textValue());
        return stranger(at).post("/api/refresh", body);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        here.close();
        there.close();
        redis.close();
        postgres.close();
    }
}
