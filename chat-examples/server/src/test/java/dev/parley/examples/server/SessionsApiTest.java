package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.examples.server.EventStream.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where one is logged in, and ending it. */
class SessionsApiTest {

    private static final Duration ENDED_WITHIN = Duration.ofSeconds(5);

    private static TestServer server;

    private Account ann;
    private JsonNode here;
    private JsonNode there;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logInTwice() {
        ann = Account.register(server);
        there = ann.tokens();
        ObjectNode body = json().put("email", ann.email()).put("password", Client.PASSWORD);
        here = server.stranger()
                .send("POST", "/api/login", body.toString(), "User-Agent", "Firefox \u00e9")
                .json();
    }

    @Test
    void theListShowsWhereOneIsLoggedIn() {
        Answer answer = ann.client(server, here).get("/api/sessions");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode sessions = answer.json().get("sessions");
        assertThat(sessions).hasSize(2);
        for (JsonNode session : sessions) {
            assertThat(new Fields(session).names())
                    .containsExactly("id", "device", "address", "createdAt", "lastSeenAt", "current");
            assertThat(session.get("address").textValue()).isEqualTo("127.0.0.1");
            assertThat(Instant.parse(session.get("createdAt").textValue()))
                    .isBeforeOrEqualTo(Instant.parse(session.get("lastSeenAt").textValue()));
            boolean current = session.get("id").equals(here.get("sessionId"));
            assertThat(session.get("current").booleanValue()).isEqualTo(current);
            assertThat(session.get("device").textValue()).contains(current ? "Firefox" : "Java-http-client");
        }
    }

    @Test
    void anotherSessionCanBeEnded() {
        Client client = ann.client(server, here);
        Client other = ann.client(server, there);
        String path = "/api/sessions/" + there.get("sessionId").textValue();
        assertThat(client.delete(path).status()).isEqualTo(204);
        other.get("/api/me").isProblem(401, "unauthenticated");
        Account.refresh(server, there.get("refreshToken").textValue()).isProblem(401, "refresh_refused");
        assertThat(client.get("/api/me").status()).isEqualTo(200);
        client.delete(path).isProblem(404, "session_not_found");
    }

    @Test
    void thoseOfOthersAreNotThere() {
        Client bob = Account.register(server).client();
        bob.delete("/api/sessions/" + here.get("sessionId").textValue()).isProblem(404, "session_not_found");
        bob.delete("/api/sessions/%00").isProblem(400, "http_malformed");
        bob.delete("/api/sessions/" + "x".repeat(65)).isProblem(404, "session_not_found");
        assertThat(ann.client(server, here).get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void allOthersCanBeEndedAtOnce() {
        Client client = ann.client(server, here);
        assertThat(client.delete("/api/sessions").status()).isEqualTo(204);
        ann.client(server, there).get("/api/me").isProblem(401, "unauthenticated");
        assertThat(client.get("/api/sessions").json().get("sessions")).hasSize(1);
    }

    @Test
    void logoutEndsThisSessionOnly() {
        assertThat(ann.client(server, here).post("/api/logout", json()).status()).isEqualTo(204);
        ann.client(server, here).get("/api/me").isProblem(401, "unauthenticated");
        assertThat(ann.client(server, there).get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void theStreamOfAnEndedSessionEnds() {
        Client client = ann.client(server, there);
        String conversation = client.conversation();
        try (EventStream stream = EventStream.open(server, client, conversation, "?after=1")) {
            long start = System.nanoTime();
            ann.client(server, here).delete("/api/sessions");
            Event end = stream.next("end");
            assertThat(end.field("code")).isEqualTo("revoked");
            stream.isOver();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ENDED_WITHIN);
        }
    }
}
