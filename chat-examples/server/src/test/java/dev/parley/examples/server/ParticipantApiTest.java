package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParticipantApiTest {

    private static TestServer server;

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
    void users() {
        ann = server.user("Ann");
        bob = server.user("Bob");
        conversation = ann.conversation();
        path = "/api/conversations/" + conversation;
    }

    private static ObjectNode adding(String user, String role) {
        return json().put("userId", user).put("role", role);
    }

    @Test
    void whoIsAddedTakesPart() {
        bob.get(path).isProblem(404, "conversation_not_found");
        Answer added = ann.post(path + "/participants", adding(bob.id, "member"));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json()).isEqualTo(json("{'userId':'" + bob.id + "','name':'Bob','role':'member'}"));
        assertThat(bob.get(path).status()).isEqualTo(200);
        Answer again = ann.post(path + "/participants", adding(bob.id, "member"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(added.json());
        assertThat(ann.get(path).json().get("participants")).hasSize(2);
        ann.post(path + "/participants", adding(bob.id, "owner")).isProblem(409, "participant_exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "member", "bot"})
    void everyRoleCanBeGiven(String role) {
        assertThat(ann.post(path + "/participants", adding(bob.id, role)).status())
                .isEqualTo(201);
        bob.say(conversation, "hi");
        assertThat(ann.get(path + "/messages").json().at("/messages/0/kind").textValue())
                .isEqualTo(role.equals("bot") ? "bot" : "user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OWNER", "admin", "member "})
    void otherRolesAreRefused(String role) {
        ann.post(path + "/participants", adding(bob.id, role)).isProblem(400, "role_unknown", "role");
    }

    @Test
    void onlyUsersCanBeAdded() {
        ann.post(path + "/participants", adding("nobody", "member")).isProblem(400, "user_not_found", "userId");
        ann.post(path + "/participants", adding("", "member")).isProblem(400, "user_id_malformed", "userId");
        ann.post(path + "/participants", json().put("userId", bob.id)).isProblem(400, "field_missing", "role");
        ann.post(path + "/participants", json().put("role", "member")).isProblem(400, "field_missing", "userId");
    }

    @Test
    void onlyOwnersAddAndRemove() {
        ann.post(path + "/participants", adding(bob.id, "member"));
        Client cid = server.user("Cid");
        bob.post(path + "/participants", adding(cid.id, "member")).isProblem(403, "owner_required");
        bob.delete(path + "/participants/" + ann.id).isProblem(403, "owner_required");
        assertThat(ann.get(path).json().get("participants")).hasSize(2);
    }

    @Test
    void whoIsRemovedOrLeavesIsAStranger() {
        Client cid = server.user("Cid");
        ann.post(path + "/participants", adding(bob.id, "member"));
        ann.post(path + "/participants", adding(cid.id, "member"));
        Answer removed = ann.delete(path + "/participants/" + bob.id);
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        bob.get(path).isProblem(404, "conversation_not_found");
        assertThat(cid.delete(path + "/participants/" + cid.id).status()).isEqualTo(204);
        cid.get(path).isProblem(404, "conversation_not_found");
        ann.delete(path + "/participants/" + bob.id).isProblem(404, "participant_not_found");
        ann.delete(path + "/participants/%0A").isProblem(404, "participant_not_found");
        ann.delete(path + "/participants/" + "x".repeat(200)).isProblem(404, "participant_not_found");
    }

    @Test
    void anIdWithOddCharactersCanBeAddressed() {
        ann.delete(path + "/participants/irc%3A%5Ba%7Cb%5D%2F%25%20%F0%9F%94%91")
                .isProblem(404, "participant_not_found");
    }
}
