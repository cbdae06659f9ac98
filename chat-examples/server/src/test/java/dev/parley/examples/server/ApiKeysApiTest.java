package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of programs. */
class ApiKeysApiTest {

    private static TestServer server;

    private Account ann;
    private Client client;
    private String conversation;

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
        client = ann.client();
        conversation = client.conversation();
    }

    private static ObjectNode wanted(String... scopes) {
        ObjectNode body = json().put("name", "A job");
        var array = body.putArray("scopes");
        for (String scope : scopes) {
            array.add(scope);
        }
        return body;
    }

    private JsonNode key(String... scopes) {
        Answer created = client.post("/api/keys", wanted(scopes));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.json();
    }

    private Client program(JsonNode key) {
        return server.stranger().withToken(key.get("key").textValue(), ann.id());
    }

    @Test
    void aKeyIsShownOnceAndListedWithoutItself() {
        Answer created = client.post("/api/keys", wanted("message:post").put("expiresIn", 3600));
        assertThat(created.fields())
                .containsExactly("id", "name", "scopes", "createdAt", "expiresAt", "lastUsedAt", "key");
        JsonNode key = created.json();
        assertThat(key.get("key").textValue()).startsWith("pk_");
        assertThat(Instant.parse(key.get("expiresAt").textValue()))
                .isEqualTo(Instant.parse(key.get("createdAt").textValue()).plus(Duration.ofHours(1)));
        Answer list = client.get("/api/keys");
        assertThat(list.json().at("/keys/0/id")).isEqualTo(key.get("id"));
        assertThat(list.body()).doesNotContain(key.get("key").textValue());
    }

    @Test
    void aKeyMayDoWhatItsScopesSay() {
        Client program = program(key("message:post"));
        assertThat(program.sendMessage(conversation, "k", "beep").status()).isEqualTo(201);
        program.get("/api/conversations/" + conversation + "/messages").isProblem(403, "denied");
        program.get("/api/conversations").isProblem(403, "denied");
        program.get("/api/users").isProblem(403, "denied");
        assertThat(program(key("conversation:*"))
                        .get("/api/conversations/" + conversation)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theRolesOfTheUserBoundAKeyToo() {
        program(key("*")).post("/api/users/" + ann.id() + "/disable", json()).isProblem(403, "denied");
    }

    @Test
    void aKeyDoesNotChangeWhatItsUserLogsInWith() {
        Client program = program(key("*"));
        program.post("/api/keys", wanted("*")).isProblem(403, "session_required");
        program.get("/api/keys").isProblem(403, "session_required");
        program.get("/api/sessions").isProblem(403, "session_required");
        program.delete("/api/sessions").isProblem(403, "session_required");
        program.post("/api/logout", json()).isProblem(403, "session_required");
        program.post("/api/totp/enrol", json()).isProblem(403, "session_required");
        program.post("/api/me/erase", json().put("password", Client.PASSWORD)).isProblem(403, "session_required");
        program.post("/api/password", json().put("current", Client.PASSWORD).put("next", "x"))
                .isProblem(403, "session_required");
    }

    @Test
    void aRevokedKeyIsOverAtOnce() {
        JsonNode key = key("*");
        Client program = program(key);
        assertThat(program.get("/api/me").status()).isEqualTo(200);
        String path = "/api/keys/" + key.get("id").textValue();
        Account.register(server).client().delete(path).isProblem(404, "api_key_not_found");
        assertThat(client.delete(path).status()).isEqualTo(204);
        program.get("/api/me").isProblem(401, "unauthenticated");
        client.delete(path).isProblem(404, "api_key_not_found");
    }

    @Test
    void aKeyOutlivesTheSessionsOfItsUser() {
        Client program = program(key("*"));
        client.post("/api/logout", json());
        assertThat(program.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void whatIsAskedForIsChecked() {
        client.post("/api/keys", wanted()).isProblem(400, "scope_malformed", "scopes");
        client.post("/api/keys", wanted("everything")).isProblem(400, "scope_malformed", "scopes");
        client.post("/api/keys", wanted("*").put("name", "")).isProblem(400, "name_malformed", "name");
        client.post("/api/keys", wanted("*").put("expiresIn", 0)).isProblem(400, "lifetime_malformed", "expiresIn");
        client.post("/api/keys", wanted("*").put("expiresIn", 315_360_001L))
                .isProblem(400, "lifetime_malformed", "expiresIn");
        client.post("/api/keys", wanted("*").put("expiresIn", "3600")).isProblem(400, "field_type", "expiresIn");
    }
}
