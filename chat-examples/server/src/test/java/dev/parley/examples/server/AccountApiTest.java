package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.password.Argon2Parameters;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountApiTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ObjectNode registration(String email) {
        return json().put("email", email).put("password", PASSWORD).put("name", "Ann");
    }

    private static String email() {
        return UUID.randomUUID() + "@example.org";
    }

    @Test
    void whoRegistersCanLogInAndIsWhoTheySay() {
        String email = email();
        Answer registered = server.stranger().post("/api/register", registration(email));
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.fields()).containsExactly("userId");
        String id = registered.json().get("userId").textValue();
        assertThat(UUID.fromString(id)).hasToString(id);

        Answer login =
                server.stranger().post("/api/login", json().put("email", email).put("password", PASSWORD));
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.fields()).contains("accessToken", "expiresIn", "user");
        assertThat(login.json().get("expiresIn").intValue()).isEqualTo(3600);
        assertThat(login.json().get("user")).isEqualTo(json("{'id':'" + id + "','name':'Ann','roles':[]}"));

        Client ann = server.stranger().loggedIn(email, PASSWORD);
        assertThat(ann.get("/api/me").json())
                .isEqualTo(json("{'id':'" + id + "','name':'Ann','email':'" + email + "','roles':[]}"));
    }

    @Test
    void aLoginNameBelongsToOne() {
        String email = email();
        assertThat(server.stranger().post("/api/register", registration(email)).status())
                .isEqualTo(201);
        server.stranger()
                .post("/api/register", registration(" " + email.toUpperCase(Locale.ROOT) + "\t"))
                .isProblem(409, "login_taken");
    }

    @Test
    void theSpellingOfALoginNameDoesNotMatter() {
        String local = UUID.randomUUID().toString();
        server.stranger().post("/api/register", registration(" " + local + ".CAF\u00c9\u00e9@Example.ORG "));
        for (String spelling : List.of(
                local + ".caf\u00c9\u00e9@example.org",
                local + ".cafE\u0301e\u0301@EXAMPLE.org",
                "\n" + local + ".Caf\u00c9\u00e9@example.org ")) {
            assertThat(server.stranger()
                            .loggedIn(spelling, PASSWORD)
                            .get("/api/me")
                            .json()
                            .get("email")
                            .textValue())
                    .isEqualTo(local + ".CAF\u00c9\u00e9@Example.ORG");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "@", "a@", "@b", "a b", "a@b@c", "a\\u0000@b", "a\\n@b", "\\ud800@b", "a@\\udc00", "a@ "
            })
    void whatIsNoAddressIsRefused(String email) {
        server.stranger()
                .send(
                        "POST",
                        "/api/register",
                        "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\",\"name\":\"A\"}")
                .isProblem(400, "login_malformed", "email");
        server.stranger()
                .send("POST", "/api/login", "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}")
                .isProblem(401, "login_failed");
    }

    @Test
    void aLoginNameHasAtMost254CodePoints() {
        String key = "\ud83d\udd11";
        String domain = "@" + UUID.randomUUID();
        String longest = key.repeat(254 - domain.length()) + domain;
        assertThat(server.stranger()
                        .post("/api/register", registration(longest))
                        .status())
                .isEqualTo(201);
        server.stranger().post("/api/register", registration(key + longest)).isProblem(400, "login_malformed", "email");
    }

    @Test
    void everyAsciiLetterIsOneLetterInEitherCase() {
        String mark = UUID.randomUUID().toString();
        server.stranger().post("/api/register", registration(mark + "@ABCDEFGHIJKLMNOPQRSTUVWXYZ"));
        server.stranger().loggedIn(mark + "@abcdefghijklmnopqrstuvwxyz", PASSWORD);
        // Beyond ASCII it depends on the language: these are others.
        server.stranger().post("/api/register", registration(mark + "@\u0130\u00c4"));
        for (String other : List.of("@i\u0307\u00c4", "@i\u00c4", "@\u0130\u00e4")) {
            server.stranger()
                    .post("/api/login", json().put("email", mark + other).put("password", PASSWORD))
                    .isProblem(401, "login_failed");
        }
    }

    @Test
    void aPasswordIsHashedAnewWhenTheParametersHaveChanged() {
        String email = email();
        server.stranger().post("/api/register", registration(email));
        try (TestServer later = server.another(new Argon2Parameters(16, 1, 1, 16, 32))) {
            assertThat(credential(email)).contains("$m=8,");
            later.stranger().loggedIn(email, PASSWORD);
            assertThat(credential(email)).contains("$m=16,");
            later.stranger().loggedIn(email, PASSWORD);
            later.stranger()
                    .post("/api/login", json().put("email", email).put("password", "wrong " + PASSWORD))
                    .isProblem(401, "login_failed");
        }
    }

    private static String credential(String email) {
        return server.backend
                .directory()
                .findByLogin(TenantId.DEFAULT, email, Deadline.after(Duration.ofSeconds(2)))
                .orElseThrow()
                .credential();
    }

    @ParameterizedTest
    @CsvSource({"14,400", "15,201", "256,201", "257,400"})
    void aPasswordHas15To256CodePoints(int length, int status) {
        String email = email();
        // Of the length, and of characters that do not repeat.
        String password = IntStream.range(0, length)
                .mapToObj(i -> new String(Character.toChars(0x1F300 + i)))
                .collect(Collectors.joining());
        Answer registered =
                server.stranger().post("/api/register", registration(email).put("password", password));
        assertThat(registered.status()).isEqualTo(status);
        if (status == 201) {
            server.stranger().loggedIn(email, password);
            server.stranger()
                    .post("/api/login", json().put("email", email).put("password", password + " "))
                    .isProblem(401, "login_failed");
        } else {
            registered.isProblem(400, "password_malformed", "password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\u0000", "a\\n", "\\ud800", "\\u0085"})
    void aNameIsPrintable(String name) {
        server.stranger()
                .send(
                        "POST",
                        "/api/register",
                        "{\"email\":\"" + email() + "\",\"password\":\"" + PASSWORD + "\",\"name\":\"" + name + "\"}")
                .isProblem(400, "name_malformed", "name");
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
        String email = email();
        server.stranger().post("/api/register", registration(email));
        Answer wrong =
                server.stranger().post("/api/login", json().put("email", email).put("password", "wrong " + PASSWORD));
        Answer unknown = server.stranger()
                .post("/api/login", json().put("email", email()).put("password", PASSWORD));
        wrong.isProblem(401, "login_failed");
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.status()).isEqualTo(wrong.status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/me",
                "GET /api/users",
                "GET /api/me/export",
                "POST /api/me/erase",
                "POST /api/conversations",
                "GET /api/conversations",
                "GET /api/conversations/x",
                "PATCH /api/conversations/x",
                "POST /api/conversations/x/messages",
                "GET /api/conversations/x/messages",
                "GET /api/conversations/x/messages/y",
                "PATCH /api/conversations/x/messages/y",
                "DELETE /api/conversations/x/messages/y",
                "POST /api/conversations/x/participants",
                "DELETE /api/conversations/x/participants/y",
                "POST /api/conversations/x/read",
                "GET /api/conversations/x/events",
                "POST /api/conversations/x/typing",
                "POST /api/conversations/x/turn/stop",
                "POST /api/logout",
                "POST /api/password",
                "GET /api/sessions",
                "DELETE /api/sessions",
                "DELETE /api/sessions/x",
                "GET /api/keys",
                "POST /api/keys",
                "DELETE /api/keys/x",
                "POST /api/totp/enrol",
                "POST /api/totp/confirm",
                "DELETE /api/totp",
                "POST /api/admin/enrol",
                "POST /api/users/x/disable",
                "POST /api/users/x/enable",
                "PUT /api/users/x/roles",
                "HEAD /api/me"
            })
    void everyOtherCallNeedsAToken(String call) {
        String[] parts = call.split(" ", 2);
        for (Client client : List.of(
                server.stranger(),
                server.stranger().withToken("", ""),
                server.stranger().withToken("x".repeat(43), ""))) {
            Answer answer = client.send(parts[0], parts[1], "");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            if (!parts[0].equals("HEAD")) {
                answer.isProblem(401, "unauthenticated");
            }
        }
    }

    @Test
    void aTokenIsTakenAfterTheSchemeOnly() {
        Client ann = server.user("Ann");
        String token = ann.token();
        for (String header : List.of("Bearer " + token, "bearer " + token, "BEARER  " + token)) {
            assertThat(me(header).status()).as(header).isEqualTo(200);
        }
        for (String header : List.of(
                "" + token,
                "Basic " + token,
                "Bearer" + token,
                "Bearer " + token + "x",
                "Bearer x" + token,
                "Bearer")) {
            me(header).isProblem(401, "unauthenticated");
        }
    }

    private static Answer me(String authorization) {
        HttpRequest.Builder request = server.stranger().request("/api/me").header("Authorization", authorization);
        return Client.send(request.GET());
    }

    @Test
    void usersAreFoundByAPartOfTheirName() {
        String mark = UUID.randomUUID().toString().substring(0, 8);
        Client zoe = server.user("Zoe " + mark);
        Client ann = server.user("Ann " + mark.toUpperCase(Locale.ROOT));
        Answer found = ann.get("/api/users?query=" + mark);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json().get("users"))
                .isEqualTo(json("{'users':[{'id':'" + ann.id + "','name':'Ann " + mark.toUpperCase(Locale.ROOT)
                                + "'},{'id':'" + zoe.id + "','name':'Zoe " + mark + "'}]}")
                        .get("users"));
        assertThat(names(ann.get("/api/users?query=" + mark + "&limit=1"))).hasSize(1);
        assertThat(names(ann.get("/api/users?query=%25"))).isEmpty();
        assertThat(names(ann.get("/api/users?limit=200"))).hasSizeGreaterThan(1);
    }

    private static List<String> names(Answer found) {
        List<String> names = new ArrayList<>();
        for (JsonNode user : found.json().get("users")) {
            names.add(user.get("name").textValue());
        }
        return names;
    }

    @Test
    void aSearchIsBounded() {
        Client ann = server.user("Ann");
        assertThat(ann.get("/api/users?query=" + "a".repeat(100)).status()).isEqualTo(200);
        ann.get("/api/users?query=" + "a".repeat(101)).isProblem(400, "query_malformed", "query");
        ann.get("/api/users?query=%00").isProblem(400, "query_malformed", "query");
        ann.get("/api/users?query=%ff").isProblem(400, "parameter_malformed", "query");
        ann.get("/api/users?query=a&query=b").isProblem(400, "parameter_malformed", "query");
        ann.get("/api/users?limit=201").isProblem(400, "limit_out_of_range", "limit");
    }
}
