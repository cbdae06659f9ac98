package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.live.LiveSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one server ends is over on another that shares nothing with it but a database and the keys. */
class TwoServersAccessIT {

    private static final Logger LOG = LoggerFactory.getLogger(TwoServersAccessIT.class);

    /** The bound is a second; a busy machine may take some of them. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static EmbeddedPostgres postgres;
    private static TestServer here;
    private static TestServer there;

    private Account ann;
    private JsonNode tokens;
    private Client annHere;
    private Client annThere;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=postgres";
        here = TestServer.on(url, Responder.echo(), LiveSettings.DEFAULT);
        there = TestServer.on(url, Responder.echo(), LiveSettings.DEFAULT);
    }

    @AfterAll
    static void stop() throws Exception {
        here.close();
        there.close();
        postgres.close();
    }

    @BeforeEach
    void logIn() {
        ann = Account.register(here);
        tokens = ann.tokens();
        annHere = ann.client(here, tokens);
        annThere = ann.client(there, tokens);
        assertThat(annHere.get("/api/me").status()).isEqualTo(200);
        assertThat(annThere.get("/api/me").status()).isEqualTo(200);
    }

    private static void becomesTrue(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        Duration took = Duration.ZERO;
        while (!condition.getAsBoolean()) {
            took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).as(what).isLessThan(PATIENCE);
        }
        took = Duration.ofNanos(System.nanoTime() - start);
        LOG.info("{}: the other server knew after {} ms", what, took.toMillis());
    }

    private Client admin() {
        Account account = Account.register(here);
        Client admin = account.client();
        here.makeAdmin(account.id());
        return admin;
    }

    @Test
    void anEndedSessionIsOverOnTheOther() {
        annHere.post("/api/logout", json());
        annHere.get("/api/me").isProblem(401, "unauthenticated");
        becomesTrue("logout", () -> annThere.get("/api/me").status() == 401);
        Account.refresh(there, tokens.get("refreshToken").textValue()).isProblem(401, "refresh_refused");
    }

    @Test
    void aDisabledUserIsOutOnTheOther() {
        assertThat(admin().post("/api/users/" + ann.id() + "/disable", json()).status())
                .isEqualTo(200);
        becomesTrue("disabled user", () -> annThere.get("/api/me").status() == 401);
        ann.login(there, PASSWORD).isProblem(401, "login_failed");
    }

    @Test
    void aRoleThatWasTakenAwayIsGoneOnTheOther() {
        Client admin = admin();
        Account second = Account.register(here);
        JsonNode its = second.tokens();
        here.makeAdmin(second.id());
        Client secondThere = second.client(there, its);
        String path = "/api/users/" + ann.id() + "/enable";
        becomesTrue("new role", () -> secondThere.post(path, json()).status() == 200);
        admin.send("PUT", "/api/users/" + second.id() + "/roles", "{\"roles\":[]}");
        becomesTrue("removed role", () -> secondThere.post(path, json()).status() == 403);
    }

    @Test
    void aNewPasswordEndsTheSessionsOnTheOther() {
        JsonNode other = ann.tokens();
        Client otherThere = ann.client(there, other);
        assertThat(otherThere.get("/api/me").status()).isEqualTo(200);
        annHere.post("/api/password", json().put("current", PASSWORD).put("next", PASSWORD + " and more"));
        becomesTrue("new password", () -> otherThere.get("/api/me").status() == 401);
        assertThat(annThere.get("/api/me").status()).isEqualTo(200);
    }

    @Test
    void theStreamOfAnEndedSessionEndsOnTheOther() {
        String conversation = annHere.conversation();
        try (EventStream stream = EventStream.open(there, annThere, conversation, "?after=1")) {
            long start = System.nanoTime();
            annHere.post("/api/logout", json());
            assertThat(stream.next("end").field("code")).isEqualTo("revoked");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            LOG.info("stream: ended on the other server after {} ms", took.toMillis());
            assertThat(took).isLessThan(PATIENCE);
        }
    }

    @Test
    void aTokenIsRefreshedOnceOverBoth() throws Exception {
        String refreshToken = tokens.get("refreshToken").textValue();
        ExecutorService threads = Executors.newFixedThreadPool(100);
        List<Callable<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TestServer at = i % 2 == 0 ? here : there;
            all.add(() -> Account.refresh(at, refreshToken));
        }
        List<String> successors = new ArrayList<>();
        for (Future<Answer> each : threads.invokeAll(all)) {
            Answer answer = each.get();
            // Where all hundred wait for one row, some may be told to come again.
            assertThat(answer.status()).as(answer.body()).isIn(200, 503);
            if (answer.status() == 200) {
                successors.add(answer.json().get("refreshToken").textValue());
            }
        }
        threads.shutdown();
        assertThat(successors.stream().distinct()).hasSize(1);
        assertThat(Account.refresh(there, successors.get(0)).status()).isEqualTo(200);
    }

    @Test
    void failuresAreCountedOverBoth() {
        for (int i = 0; i < TestServer.FAILURES; i++) {
            ann.login(i % 2 == 0 ? here : there, "wrong " + PASSWORD).isProblem(401, "login_failed");
        }
        ann.login(here, PASSWORD).isProblem(429, "login_throttled");
        ann.login(there, PASSWORD).isProblem(429, "login_throttled");
        assertThat(ann.login(there, PASSWORD, "deviceToken", tokens.get("deviceToken").textValue())
                        .status())
                .isEqualTo(200);
    }
}
