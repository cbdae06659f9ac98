package dev.parley.examples.server;

import static dev.parley.examples.server.Account.refresh;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.examples.server.accounts.AccountSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staying logged in by refresh tokens. */
class RefreshApiTest {

    private static final int AT_ONCE = 100;

    private static TestServer server;

    private Account ann;
    private JsonNode first;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        ann = Account.register(server);
        first = ann.tokens();
    }

    private static String token(JsonNode tokens) {
        return tokens.get("refreshToken").textValue();
    }

    @Test
    void aRefreshGivesTheNextPairOfTheSameSession() {
        Answer answer = refresh(server, token(first));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fields()).containsExactly("accessToken", "refreshToken", "expiresIn", "sessionId");
        JsonNode next = answer.json();
        assertThat(next.get("sessionId")).isEqualTo(first.get("sessionId"));
        assertThat(token(next)).isNotEqualTo(token(first));
        assertThat(ann.client(server, next).get("/api/me").status()).isEqualTo(200);
        assertThat(ann.client(server, first).get("/api/me").status())
                .as("the access token before")
                .isEqualTo(200);
    }

    @Test
    void aLostAnswerIsGivenAgain() {
        JsonNode lost = refresh(server, token(first)).json();
        JsonNode again = refresh(server, token(first)).json();
        assertThat(token(again)).isEqualTo(token(lost));
        assertThat(refresh(server, token(again)).status()).isEqualTo(200);
    }

    @Test
    void aSpentTokenEndsTheSession() {
        JsonNode second = refresh(server, token(first)).json();
        JsonNode third = refresh(server, token(second)).json();
        Client client = ann.client(server, third);
        assertThat(client.get("/api/me").status()).isEqualTo(200);
        try (LogWatch log = new LogWatch()) {
            Answer reused = refresh(server, token(first));
            reused.isProblem(401, "refresh_refused");
            assertThat(log.lines()).filteredOn(line -> line.startsWith("RefreshTokenReused[")).hasSize(1);
        }
        client.get("/api/me").isProblem(401, "unauthenticated");
        refresh(server, token(third)).isProblem(401, "refresh_refused");
        assertThat(ann.login(Client.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void ofAHundredAtOnceAllGetTheSameSuccessor() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Callable<Answer> call = () -> refresh(server, token(first));
        List<Future<Answer>> all = threads.invokeAll(Collections.nCopies(AT_ONCE, call));
        threads.shutdown();
        String successor = null;
        for (Future<Answer> each : all) {
            assertThat(each.get().status()).as(each.get().body()).isEqualTo(200);
            String its = token(each.get().json());
            assertThat(successor == null || successor.equals(its)).isTrue();
            successor = its;
        }
        assertThat(refresh(server, String.valueOf(successor)).status()).isEqualTo(200);
        refresh(server, token(first)).isProblem(401, "refresh_refused");
    }

    @Test
    void withoutGraceASecondUseIsOneTooMany() {
        try (TestServer strict = TestServer.withAccounts(settings -> new AccountSettings(
                settings.hasher(),
                settings.keys(),
                Duration.ZERO,
                settings.limits(),
                settings.dataDirectory()))) {
            Account bob = Account.register(strict);
            JsonNode tokens = bob.tokens();
            JsonNode next = refresh(strict, token(tokens)).json();
            refresh(strict, token(tokens)).isProblem(401, "refresh_refused");
            bob.client(strict, next).get("/api/me").isProblem(401, "unauthenticated");
            refresh(strict, token(next)).isProblem(401, "refresh_refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "rt_", "rt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000", "\ud83d\udd11"})
    void whatWasNeverGivenOutIsRefused(String wrong) {
        refresh(server, wrong).isProblem(401, "refresh_refused");
    }

    @Test
    void theTokenIsAField() {
        server.stranger().post("/api/refresh", json()).isProblem(400, "field_missing", "refreshToken");
        server.stranger().post("/api/refresh", json().put("refreshToken", 1)).isProblem(400, "field_type", "refreshToken");
        server.stranger()
                .post("/api/refresh", json().put("refreshToken", token(first)).put("more", 1))
                .isProblem(400, "unknown_field", "more");
    }

    @Test
    void whoIsLoggedOutCannotRefresh() {
        ann.client(server, first).post("/api/logout", json());
        refresh(server, token(first)).isProblem(401, "refresh_refused");
    }
}
