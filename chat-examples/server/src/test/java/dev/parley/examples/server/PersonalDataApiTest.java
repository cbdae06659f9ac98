package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.ChatEngine;
import dev.parley.core.auth.Principal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PersonalDataApiTest {

    private static TestServer server;

    private String email;
    private Client ann;
    private Client bob;
    private String conversation;
    private String path;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void talk() {
        email = UUID.randomUUID() + "@example.org";
        ObjectNode body = json().put("email", email).put("password", PASSWORD).put("name", "Ann");
        server.stranger().post("/api/register", body);
        ann = server.stranger().loggedIn(email, PASSWORD);
        bob = server.user("Bob");
        conversation = ann.conversation(bob);
        path = "/api/conversations/" + conversation;
        String message = ann.say(conversation, "one\ntwo");
        ann.patch(path + "/messages/" + message, json().put("text", "three"), "If-Match", "\"1\"");
        bob.say(conversation, "bob's");
    }

    private Answer erase(Client client, String password) {
        return client.post("/api/me/erase", json().put("password", password));
    }

    @Test
    void anExportHoldsEverythingOfTheUserAndNothingOfOthers() {
        Answer export = ann.get("/api/me/export");
        assertThat(export.status()).isEqualTo(200);
        assertThat(export.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(export.header("Cache-Control")).isEqualTo("no-store");
        assertThat(export.body()).endsWith("\n").doesNotContain("bob's");
        List<ObjectNode> lines = export.body().lines().map(Client::parse).toList();
        assertThat(lines)
                .extracting(line -> line.get("type").textValue())
                .containsExactly("profile", "membership", "title", "message", "edit");
        assertThat(lines.get(0))
                .isEqualTo(json(
                        "{'type':'profile','id':'" + ann.id + "','name':'Ann','email':'" + email + "','roles':[]}"));
        assertThat(lines.get(1).get("role").textValue()).isEqualTo("owner");
        assertThat(lines.get(2).get("title").textValue()).isEqualTo("A talk");
        assertThat(lines.get(3).get("text").textValue()).isEqualTo("three");
        assertThat(lines.get(3).get("postedText").textValue()).isEqualTo("one\ntwo");
        assertThat(lines.get(4).get("text").textValue()).isEqualTo("three");
        assertThat(lines.subList(1, 5))
                .allSatisfy(line ->
                        assertThat(line.get("conversationId").textValue()).isEqualTo(conversation));
    }

    @Test
    void erasingLeavesNothingButAPseudonym() {
        Answer erased = erase(ann, PASSWORD);
        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.fields()).containsExactly("report");
        JsonNode report = erased.json().get("report");
        assertThat(new Fields(report).names()).containsExactly("pseudonym", "wiped", "profile");
        assertThat(report.get("profile").intValue()).isEqualTo(1);
        assertThat(report.at("/wiped/messages").longValue()).isPositive();
        String pseudonym = report.get("pseudonym").textValue();

        ann.get("/api/me").isProblem(401, "unauthenticated");
        server.stranger()
                .post("/api/login", json().put("email", email).put("password", PASSWORD))
                .isProblem(401, "login_failed");
        String seen = bob.get(path + "/messages").body()
                + bob.get(path).body()
                + bob.get("/api/users?query=").body();
        assertThat(seen).doesNotContain(ann.id, "three", "one\\ntwo", email);
        JsonNode message = bob.get(path + "/messages").json().at("/messages/0");
        assertThat(message.at("/author/id").textValue()).isEqualTo(pseudonym);
        assertThat(message.at("/author/name").textValue()).isEqualTo("Deleted user");
        assertThat(message.get("redacted").booleanValue()).isTrue();
        assertThat(bob.get(path + "/messages").json().at("/messages/1/text").textValue())
                .isEqualTo("bob's");
        // The login name is free again.
        ObjectNode body = json().put("email", email).put("password", PASSWORD).put("name", "Ann");
        assertThat(server.stranger().post("/api/register", body).status()).isEqualTo(201);
    }

    @Test
    void erasingNeedsThePassword() {
        erase(ann, "wrong " + PASSWORD).isProblem(403, "password_wrong");
        erase(ann, "").isProblem(403, "password_wrong");
        ann.post("/api/me/erase", json()).isProblem(400, "field_missing", "password");
        assertThat(ann.get("/api/me").status()).isEqualTo(200);
        assertThat(bob.get(path + "/messages").body()).contains("three");
    }

    @Test
    void allTokensOfTheUserEnd() {
        Client elsewhere = server.stranger().loggedIn(email, PASSWORD);
        assertThat(erase(ann, PASSWORD).status()).isEqualTo(200);
        elsewhere.get("/api/me").isProblem(401, "unauthenticated");
        elsewhere.get("/api/conversations").isProblem(401, "unauthenticated");
        assertThat(bob.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void anErasureThatWasCutOffIsFinishedByAskingAgain() {
        // As after the death of the process between the store and the directory.
        try (ChatEngine engine = ChatEngine.builder(server.backend.store()).build()) {
            engine.session(Principal.of(ann.id)).eraseData().orThrow();
        }
        Answer erased = erase(server.stranger().loggedIn(email, PASSWORD), PASSWORD);
        assertThat(erased.status()).isEqualTo(200);
        assertThat(erased.json().at("/report/wiped/messages").longValue()).isZero();
        server.stranger()
                .post("/api/login", json().put("email", email).put("password", PASSWORD))
                .isProblem(401, "login_failed");
    }
}
