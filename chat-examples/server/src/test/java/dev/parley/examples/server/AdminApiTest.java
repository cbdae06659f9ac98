package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What admins do, and how somebody becomes one. */
class AdminApiTest {

    private TestServer server;
    private Account ann;
    private Account bob;

    @BeforeEach
    void start() {
        server = TestServer.start();
        ann = Account.register(server);
        bob = Account.register(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String token() throws IOException {
        return Files.readString(server.adminToken());
    }

    private static Answer enrol(Client client, String token) {
        return client.post("/api/admin/enrol", json().put("token", token));
    }

    private static Answer roles(Client client, String user, String... roles) {
        ObjectNode body = json();
        var array = body.putArray("roles");
        List.of(roles).forEach(array::add);
        return client.send("PUT", "/api/users/" + user + "/roles", body.toString());
    }

    @Test
    void whoReadsTheTokenBecomesTheFirstAdmin() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.adminToken())))
                .isEqualTo("rw-------");
        String token = token();
        Client client = ann.client();
        roles(client, bob.id()).isProblem(403, "denied");
        assertThat(enrol(client, token).status()).isEqualTo(204);
        assertThat(server.adminToken()).doesNotExist();
        assertThat(client.get("/api/me").json().get("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(roles(client, bob.id(), "helper").status())
                .as("with the token of before")
                .isEqualTo(200);
        enrol(bob.client(), token).isProblem(403, "enrolment_refused");
    }

    @Test
    void aTokenThatIsNotUsedIsReplacedByTheNextStart() throws IOException {
        String old = token();
        server = server.restarted();
        assertThat(token()).isNotEqualTo(old);
        enrol(ann.client(server, ann.login(server, PASSWORD).json()), old).isProblem(403, "enrolment_refused");
    }

    @Test
    void whereThereIsAnAdminNoTokenIsLeft() throws IOException {
        ann.admin();
        Files.writeString(server.adminToken(), "of a server that was killed");
        server = server.restarted();
        assertThat(server.adminToken()).doesNotExist();
    }

    @Test
    void guessingAtTheTokenIsBounded() throws IOException {
        Client client = ann.client();
        for (int i = 0; i < 5; i++) {
            enrol(client, "guess " + i).isProblem(403, "enrolment_refused");
        }
        Answer refused = enrol(client, token());
        refused.isProblem(429, "login_throttled");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(enrol(bob.client(), token()).status()).as("somebody else").isEqualTo(204);
        server.stranger().post("/api/admin/enrol", json().put("token", "x")).isProblem(401, "unauthenticated");
    }

    @Test
    void aDisabledUserIsOutAtOnceAndComesBackByLoggingInAnew() {
        Client admin = ann.admin();
        JsonNode tokens = bob.tokens();
        Client client = bob.client(server, tokens);
        assertThat(client.get("/api/me").status()).isEqualTo(200);

        Answer disabled = admin.post("/api/users/" + bob.id() + "/disable", json());
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.json())
                .isEqualTo(json("{'id':'" + bob.id() + "','name':'Ann','roles':[],'enabled':false}"));
        client.get("/api/me").isProblem(401, "unauthenticated");
        Account.refresh(server, tokens.get("refreshToken").textValue()).isProblem(401, "refresh_refused");
        bob.login(PASSWORD).isProblem(401, "login_failed");

        assertThat(admin.post("/api/users/" + bob.id() + "/enable", json())
                        .json()
                        .get("enabled")
                        .booleanValue())
                .isTrue();
        client.get("/api/me").isProblem(401, "unauthenticated");
        assertThat(bob.login(PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void rolesAreReplacedAndCountAtOnce() {
        Client admin = ann.admin();
        Client client = bob.client();
        assertThat(roles(admin, bob.id(), "admin", "helper").json().get("roles").toString())
                .isEqualTo("[\"admin\",\"helper\"]");
        assertThat(roles(client, ann.id(), "admin").status()).isEqualTo(200);
        assertThat(roles(admin, bob.id(), "helper").status()).isEqualTo(200);
        roles(client, ann.id()).isProblem(403, "denied");
        assertThat(client.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void onlyAdminsAreLetIn() {
        Client client = bob.client();
        for (String call : List.of("/disable", "/enable")) {
            client.post("/api/users/" + ann.id() + call, json()).isProblem(403, "denied");
            server.stranger().post("/api/users/" + ann.id() + call, json()).isProblem(401, "unauthenticated");
        }
        roles(client, bob.id(), "admin").isProblem(403, "denied");
        roles(client, "nobody", "admin").isProblem(403, "denied");
        assertThat(client.get("/api/me").json().get("roles")).isEmpty();
    }

    @Test
    void whatAdminsSendIsChecked() {
        Client admin = ann.admin();
        roles(admin, "nobody", "helper").isProblem(404, "user_not_found");
        admin.post("/api/users/nobody/disable", json()).isProblem(404, "user_not_found");
        roles(admin, bob.id(), "No Role").isProblem(400, "roles_malformed", "roles");
        roles(admin, bob.id(), "").isProblem(400, "roles_malformed", "roles");
        admin.send("PUT", "/api/users/" + bob.id() + "/roles", "{}").isProblem(400, "field_missing", "roles");
        admin.send("PUT", "/api/users/" + bob.id() + "/roles", "{\"roles\":\"admin\"}")
                .isProblem(400, "field_type", "roles");
        assertThat(roles(admin, bob.id(), "helper", "helper").status()).isEqualTo(200);
    }
}
