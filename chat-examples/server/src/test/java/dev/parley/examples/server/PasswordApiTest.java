package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changing one's password. */
class PasswordApiTest {

    private static final String NEXT = "another staple of good batteries";

    private static TestServer server;

    private Account ann;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void register() {
        ann = Account.register(server);
    }

    private static Answer change(Client client, String current, String next) {
        return client.post("/api/password", json().put("current", current).put("next", next));
    }

    @Test
    void theNewPasswordCountsAndTheOtherSessionsAreOver() {
        Client here = ann.client();
        JsonNode there = ann.tokens();
        assertThat(change(here, PASSWORD, NEXT).status()).isEqualTo(204);
        assertThat(here.get("/api/me").status()).isEqualTo(200);
        ann.client(server, there).get("/api/me").isProblem(401, "unauthenticated");
        Account.refresh(server, there.get("refreshToken").textValue()).isProblem(401, "refresh_refused");
        ann.login(PASSWORD).isProblem(401, "login_failed");
        assertThat(ann.login(NEXT).status()).isEqualTo(200);
    }

    @Test
    void theCurrentOneIsNeeded() {
        Client client = ann.client();
        for (int i = 0; i < TestServer.FAILURES; i++) {
            change(client, "wrong " + PASSWORD, NEXT).isProblem(403, "password_wrong");
        }
        Answer refused = change(client, PASSWORD, NEXT);
        refused.isProblem(429, "login_throttled");
        assertThat(refused.header("RateLimit")).matches("\"login\";r=0;t=[1-9][0-9]*");
        assertThat(ann.login(PASSWORD).status()).as("a login meanwhile").isEqualTo(200);
    }

    @Test
    void aWeakOneIsRefused() {
        Client client = ann.client();
        change(client, PASSWORD, "short").isProblem(400, "password_malformed", "next");
        change(client, PASSWORD, "qwertyqwertyqwerty").isProblem(400, "password_common", "next");
        change(client, PASSWORD, ann.email()).isProblem(400, "password_context", "next");
        assertThat(ann.login(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void nobodyElseCanDoIt() {
        change(server.stranger(), PASSWORD, NEXT).isProblem(401, "unauthenticated");
    }
}
