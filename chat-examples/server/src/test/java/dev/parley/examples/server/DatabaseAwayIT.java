package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.live.LiveSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Without the database nobody is let in, and nobody is told that they may not come in. */
class DatabaseAwayIT {

    @Test
    void anOutageIsNoRefusal() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=postgres";
        try (TestServer server = TestServer.on(url, Responder.echo(), LiveSettings.DEFAULT)) {
            Account ann = Account.register(server);
            JsonNode tokens = ann.tokens();
            Client client = ann.client(server, tokens);
            JsonNode unseen = ann.tokens();
            assertThat(client.get("/api/me").status()).isEqualTo(200);
            postgres.close();
            // What is trusted from memory lasts for the declared bound.
            Awaitility.await()
                    .until(() -> client.get("/api/sessions").status() == 503);
            List<Supplier<Answer>> calls = List.of(
                    () -> client.get("/api/me"),
                    () -> client.get("/api/sessions"),
                    () -> client.get("/api/conversations"),
                    () -> ann.client(server, unseen).get("/api/me"),
                    () -> server.stranger().withToken("pk_x_" + "y".repeat(43), "").get("/api/me"),
                    () -> ann.login(PASSWORD),
                    () -> ann.login("wrong " + PASSWORD),
                    () -> Account.refresh(server, tokens.get("refreshToken").textValue()),
                    () -> client.post("/api/logout", json()),
                    () -> client.post("/api/users/" + ann.id() + "/disable", json()),
                    () -> client.post("/api/password", json().put("current", PASSWORD).put("next", PASSWORD + "!")));
            for (Supplier<Answer> call : calls) {
                Answer answer = call.get();
                assertThat(answer.status()).as(answer.response().uri() + " " + answer.body()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotEmpty();
            }
            // What can be told without asking anybody, is.
            server.stranger().get("/api/me").isProblem(401, "unauthenticated");
            server.stranger().withToken("x.y.z", "").get("/api/me").isProblem(401, "unauthenticated");
        } finally {
            postgres.close();
        }
    }
}
