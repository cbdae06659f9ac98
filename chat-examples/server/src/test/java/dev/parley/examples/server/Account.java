package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/** Somebody who is registered, with the password of all tests. */
record Account(TestServer server, String id, String email) {

    static Account register(TestServer server) {
        String email = UUID.randomUUID() + "@example.org";
        ObjectNode body =
                json().put("email", email).put("password", Client.PASSWORD).put("name", "Ann");
        Answer registered = server.stranger().post("/api/register", body);
        assertThat(registered.status()).as(registered.body()).isEqualTo(201);
        return new Account(server, registered.json().get("userId").textValue(), email);
    }

    /** Tries to log in, with further fields. */
    Answer login(String password, String... fields) {
        return login(server, password, fields);
    }

    /** Tries to log in at one of several servers. */
    Answer login(TestServer at, String password, String... fields) {
        ObjectNode body = json().put("email", email).put("password", password);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return at.stranger().post("/api/login", body);
    }

    /** Logs in, and gives the answer. */
    JsonNode tokens() {
        Answer login = login(Client.PASSWORD);
        assertThat(login.status()).as(login.body()).isEqualTo(200);
        return login.json();
    }

    /** Logs in. */
    Client client() {
        return client(server, tokens());
    }

    /** The user of an answer to a login or a refresh. */
    Client client(TestServer at, JsonNode tokens) {
        return at.stranger().withToken(tokens.get("accessToken").textValue(), id);
    }

    /** Logs in and becomes an admin by the token that the server has left. */
    Client admin() {
        Client client = client();
        try {
            ObjectNode body = json().put("token", Files.readString(server.adminToken()));
            assertThat(client.post("/api/admin/enrol", body).status()).isEqualTo(204);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return client;
    }

    static Answer refresh(TestServer at, String refreshToken) {
        return at.stranger().post("/api/refresh", json().put("refreshToken", refreshToken));
    }
}
