package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.auth.token.JwtAuthenticator;
import dev.parley.auth.token.JwtResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in, and what a token is. */
class LoginApiTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aLoginGivesAllThatTheClientNeeds() {
        Account ann = Account.register(server);
        Answer login = ann.login(PASSWORD);
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.header("Cache-Control")).isEqualTo("no-store");
        assertThat(login.fields())
                .containsExactly("accessToken", "refreshToken", "expiresIn", "sessionId", "deviceToken", "user");
        JsonNode json = login.json();
        assertThat(json.get("expiresIn").intValue()).isEqualTo(3600);
        assertThat(json.get("user")).isEqualTo(json("{'id':'" + ann.id() + "','name':'Ann','roles':[]}"));
        Client client = ann.client(server, json);
        assertThat(client.get("/api/me").json().get("email").textValue()).isEqualTo(ann.email());
        assertThat(client.get("/api/sessions").json().at("/sessions/0/id").textValue())
                .isEqualTo(json.get("sessionId").textValue());
    }

    @Test
    void anAccessTokenNamesTheUserAndNothingElseOfTheUser() {
        Account ann = Account.register(server);
        JsonNode tokens = ann.tokens();
        String[] parts = tokens.get("accessToken").textValue().split("\\.", -1);
        assertThat(parts).hasSize(3);
        assertThat(new Fields(part(parts[0])).names()).containsExactlyInAnyOrder("alg", "kid", "typ");
        ObjectNode claims = part(parts[1]);
        assertThat(new Fields(claims).names())
                .containsExactlyInAnyOrder("iss", "aud", "sub", "sid", "tnt", "jti", "iat", "exp");
        assertThat(claims.get("sub").textValue()).isEqualTo(ann.id());
        assertThat(claims.get("sid")).isEqualTo(tokens.get("sessionId"));
        assertThat(claims.get("exp").longValue() - claims.get("iat").longValue())
                .isEqualTo(3600);
    }

    private static ObjectNode part(String base64) {
        return Client.parse(new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
    }

    @Test
    void othersCanVerifyATokenWithThePublishedKeys() {
        Answer published = server.stranger().get("/.well-known/jwks.json");
        assertThat(published.status()).isEqualTo(200);
        assertThat(published.header("Content-Type")).startsWith("application/jwk-set+json");
        assertThat(published.header("Cache-Control")).isEqualTo("public, max-age=300");
        JsonNode key = published.json().at("/keys/0");
        assertThat(new Fields(key).names()).contains("kty", "crv", "x", "kid").doesNotContain("d");
        String token = Account.register(server).tokens().get("accessToken").textValue();
        JwtAuthenticator verifier = JwtAuthenticator.builder()
                .jwks(published.body())
                .issuer("parley")
                .audience("parley-api")
                .build();
        assertThat(verifier.verify(token)).isInstanceOf(JwtResult.Verified.class);
        char last = token.charAt(token.length() - 20);
        String forged = token.substring(0, token.length() - 20) + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 19);
        assertThat(verifier.verify(forged)).isInstanceOf(JwtResult.Rejected.class);
        server.stranger().withToken(forged, "").get("/api/me").isProblem(401, "unauthenticated");
    }

    @Test
    void aRestartLogsNobodyOut() {
        TestServer first = TestServer.start();
        Account ann = Account.register(first);
        JsonNode tokens = ann.tokens();
        try (TestServer second = first.restarted()) {
            assertThat(ann.client(second, tokens).get("/api/me").status()).isEqualTo(200);
            assertThat(Account.refresh(second, tokens.get("refreshToken").textValue())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoSendsATokenThatIsNotGoodIsToldSo() {
        Answer none = server.stranger().get("/api/me");
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        Answer wrong = server.stranger().withToken("x", "").get("/api/me");
        wrong.isProblem(401, "unauthenticated");
        assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        Answer failed = Account.register(server).login("wrong " + PASSWORD);
        failed.isProblem(401, "login_failed");
        assertThat(failed.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aRefreshTokenIsNoAccessTokenAndTheOtherWayRound() {
        JsonNode tokens = Account.register(server).tokens();
        server.stranger()
                .withToken(tokens.get("refreshToken").textValue(), "")
                .get("/api/me")
                .isProblem(401, "unauthenticated");
        server.stranger()
                .withToken(tokens.get("deviceToken").textValue(), "")
                .get("/api/me")
                .isProblem(401, "unauthenticated");
        Account.refresh(server, tokens.get("accessToken").textValue()).isProblem(401, "refresh_refused");
    }

    @Test
    void weakPasswordsAreNamedByTheirRule() {
        ObjectNode body = json().put("email", "parley-fan@example.org").put("name", "Ann");
        for (String[] each : new String[][] {
            {"too short by 1", "password_malformed"},
            {"passwordpassword", "password_common"},
            {"123456789012345678", "password_common"},
            {"parley-fan@example.org", "password_context"}
        }) {
            server.stranger()
                    .post("/api/register", body.put("password", each[0]))
                    .isProblem(400, each[1], "password");
        }
    }
}
