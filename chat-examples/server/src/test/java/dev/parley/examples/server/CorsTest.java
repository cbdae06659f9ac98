package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of other origins. */
class CorsTest {

    private static final String FRIEND = "https://app.example.org";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.withEdge(
                new EdgeSettings(null, AllowedOrigins.parse(FRIEND), TrustedProxies.none()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Not by Java's client, which sends no Origin. */
    private static RawAnswer send(String method, String path, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send(request + "Connection: close\r\n\r\n");
            return connection.answer();
        }
    }

    private static RawAnswer preflight(String origin, String path) {
        return send(
                "OPTIONS",
                path,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "PATCH",
                "Access-Control-Request-Headers",
                "authorization,content-type,idempotency-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/login", "/api/conversations/x", "/api/nothing"})
    void aTrustedPageMayAskWithoutAToken(String path) {
        RawAnswer answer = preflight(FRIEND, path);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void aTrustedPageMayReadAnswersOfEveryKind() {
        for (String path : List.of("/api/me", "/api/nothing", "/.well-known/jwks.json")) {
            RawAnswer answer = send("GET", path, "Origin", FRIEND);
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo(FRIEND);
            assertThat(answer.header("Access-Control-Expose-Headers")).contains("Retry-After", "ETag");
            assertThat(answer.header("Vary")).isEqualTo("Origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "*",
                "http://app.example.org",
                "https://app.example.org.evil.example",
                "https://app.example.org:8443",
                "https://APP.example.org",
                "https://app.example.org, https://evil.example"
            })
    void anOtherPageMayNot(String origin) {
        for (RawAnswer answer : List.of(preflight(origin, "/api/login"), send("GET", "/api/me", "Origin", origin))) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Vary")).contains("Origin");
            assertThat(answer.text()).doesNotContain("evil");
        }
    }

    @Test
    void aQuestionIsNeverLimited() {
        Account ann = Account.register(server);
        for (int i = 0; i < TestServer.FAILURES; i++) {
            ann.login("wrong " + Client.PASSWORD).isProblem(401, "login_failed");
        }
        ann.login(Client.PASSWORD).isProblem(429, "login_throttled");
        assertThat(preflight(FRIEND, "/api/login").status()).isEqualTo(204);
    }

    @Test
    void thePageOfTheServerIsForItselfAlone() {
        RawAnswer page = send("GET", "/", "Origin", FRIEND);
        assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(page.header("Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void optionsWithoutAQuestionNamesTheMethods() {
        RawAnswer answer = send("OPTIONS", "/api/login", "Origin", FRIEND);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Allow")).contains("POST");
        Client client = Account.register(server).client();
        assertThat(client.post("/api/logout", json()).status()).isEqualTo(204);
    }
}
