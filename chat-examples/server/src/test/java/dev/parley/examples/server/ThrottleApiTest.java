package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guessing at passwords. */
class ThrottleApiTest {

    private static final String WRONG = "wrong " + PASSWORD;

    private static TestServer server;

    private Account ann;

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
    }

    private void exhaust() {
        for (int i = 0; i < TestServer.FAILURES; i++) {
            ann.login(WRONG).isProblem(401, "login_failed");
        }
    }

    @Test
    void afterFiveFailuresNothingIsLookedAt() {
        exhaust();
        Answer refused = ann.login(PASSWORD);
        refused.isProblem(429, "login_throttled");
        int wait = Integer.parseInt(refused.header("Retry-After"));
        assertThat(wait).isBetween(1, 60);
        assertThat(refused.json().get("retryAfter").intValue()).isEqualTo(wait);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"login\";q=5;w=900");
        assertThat(refused.header("RateLimit")).isEqualTo("\"login\";r=0;t=" + wait);
        assertThat(Account.register(server).login(PASSWORD).status())
                .as("another account")
                .isEqualTo(200);
    }

    @Test
    void theDeviceOfTheUserGetsIn() {
        String device = ann.tokens().get("deviceToken").textValue();
        String stranger = Account.register(server).tokens().get("deviceToken").textValue();
        exhaust();
        assertThat(ann.login(PASSWORD, "deviceToken", device).status()).isEqualTo(200);
        ann.login(PASSWORD, "deviceToken", stranger).isProblem(429, "login_throttled");
        ann.login(PASSWORD, "deviceToken", "made up").isProblem(429, "login_throttled");
    }

    @Test
    void aKnownDeviceIsBoundedAsWell() {
        String device = ann.tokens().get("deviceToken").textValue();
        for (int i = 0; i < TestServer.FAILURES; i++) {
            ann.login(WRONG, "deviceToken", device).isProblem(401, "login_failed");
        }
        ann.login(PASSWORD, "deviceToken", device).isProblem(429, "login_throttled");
    }

    @Test
    void aSuccessForgetsTheFailures() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < TestServer.FAILURES - 1; i++) {
                ann.login(WRONG).isProblem(401, "login_failed");
            }
            assertThat(ann.login(PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void guessesMadeAtOnceDoNotSlipThrough() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(50);
        List<Callable<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(() -> ann.login(WRONG).status());
        }
        int checked = 0;
        for (Future<Integer> each : threads.invokeAll(all)) {
            assertThat(each.get()).isIn(401, 429);
            checked += each.get() == 401 ? 1 : 0;
        }
        threads.shutdown();
        assertThat(checked).isBetween(1, TestServer.FAILURES);
    }

    @Test
    void unknownNamesAreThrottledAsKnownOnesAre() {
        Account nobody = new Account(server, "", "nobody-" + ann.email());
        for (int i = 0; i < TestServer.FAILURES; i++) {
            nobody.login(WRONG).isProblem(401, "login_failed");
        }
        exhaust();
        assertThat(nobody.login(PASSWORD).body().replaceAll("[0-9]+", "#"))
                .isEqualTo(ann.login(PASSWORD).body().replaceAll("[0-9]+", "#"));
    }
}
