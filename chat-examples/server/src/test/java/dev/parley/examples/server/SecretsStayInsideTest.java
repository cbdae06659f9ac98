package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No password and no token comes back in a problem, or ends in a log. */
class SecretsStayInsideTest {

    private final List<String> secrets = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private String secret(String value) {
        secrets.add(value);
        return value;
    }

    private void problem(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isGreaterThanOrEqualTo(400);
        problems.add(answer.body() + answer.response().headers().map());
    }

    @Test
    void whateverIsSent() throws IOException {
        try (LogWatch log = new LogWatch();
                TestServer server = TestServer.start()) {
            Account ann = Account.register(server);
            secret(PASSWORD);
            secret(ann.email());
            JsonNode tokens = ann.tokens();
            for (String name : List.of("accessToken", "refreshToken", "deviceToken")) {
                secret(tokens.get(name).textValue());
            }
            String wrong = secret("a wrong canary of a password");
            Client client = ann.client(server, tokens);
            Client stranger = server.stranger();
            problem(ann.login(wrong, "deviceToken", secret("canary-device"), "totp", secret("canary-totp")));
            problem(stranger.post(
                    "/api/register",
                    json().put("email", ann.email()).put("password", PASSWORD).put("name", "Ann")));
            problem(stranger.post(
                    "/api/register",
                    json().put("email", "b@example.org")
                            .put("password", secret("canary"))
                            .put("name", "B")));
            problem(Account.refresh(server, secret("canary-refresh")));
            problem(stranger.withToken(secret("canary.access.token"), "").get("/api/me"));
            problem(stranger.withToken(secret("pk_canary_key"), "").get("/api/me"));
            problem(client.post("/api/password", json().put("current", wrong).put("next", wrong + "!")));
            problem(client.post("/api/me/erase", json().put("password", wrong)));
            problem(client.post("/api/admin/enrol", json().put("token", secret("canary-enrolment"))));
            problem(client.post("/api/totp/confirm", json().put("totp", secret("canary-one-time"))));
            problem(client.send("POST", "/api/login", "{\"password\":\"" + wrong + "\""));
            secret(Files.readString(server.adminToken()).strip());
            JsonNode key = client.post("/api/keys", Client.json("{'name':'job','scopes':['*']}"))
                    .json();
            secret(key.get("key").textValue());
            JsonNode enrolment = client.post("/api/totp/enrol", json().put("password", PASSWORD))
                    .json();
            secret(enrolment.get("uri").textValue());
            enrolment.get("recoveryCodes").forEach(code -> secret(code.textValue()));
            JsonNode refreshed = Account.refresh(
                            server, tokens.get("refreshToken").textValue())
                    .json();
            secret(refreshed.get("refreshToken").textValue());
            Account.refresh(server, refreshed.get("refreshToken").textValue());
            problem(Account.refresh(server, tokens.get("refreshToken").textValue()));
            for (String each : secrets) {
                assertThat(problems).noneMatch(text -> text.contains(each));
                assertThat(log.lines()).noneMatch(line -> line.contains(each));
            }
            assertThat(log.lines()).anyMatch(line -> line.startsWith("LoginFailed["));
        }
    }
}
