package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.auth.login.LoginLimits;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.examples.server.accounts.AccountSettings;
import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.examples.server.config.LimitSettings;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often one may come in, and how much one may send. */
class LimitApiTest {

    private static final String FRIEND = "https://app.example.org";
    private static final int ENTRIES = 3;
    private static final RateLimit MESSAGES =
            RateLimit.of(20, Duration.ofSeconds(1)).withBurst(50);
    private static final double NANOS_PER_SECOND = 1e9;

    private static TestServer server;

    @BeforeAll
    static void start() {
        LimitSettings limits = new LimitSettings(
                Optional.of(RateLimit.of(ENTRIES, Duration.ofMinutes(15))), LoginLimits.DEFAULT, Optional.of(MESSAGES));
        server = TestServer.withEdge(
                new EdgeSettings(null, AllowedOrigins.parse(FRIEND), TrustedProxies.parse("127.0.0.1")), limits);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer call(String path, String address, String body) {
        return server.stranger().send("POST", path, body, "X-Forwarded-For", address);
    }

    private static Answer register(String address) {
        String body = json().put("email", UUID.randomUUID() + "@example.org")
                .put("password", PASSWORD)
                .put("name", "Ann")
                .toString();
        return call("/api/register", address, body);
    }

    private static void spend(String address) {
        for (int i = 0; i < ENTRIES; i++) {
            call("/api/login", address, "no JSON").isProblem(400, "json_malformed");
        }
    }

    /** A user who came in from an address of their own. */
    private static Client user(String address) {
        String email = UUID.randomUUID() + "@example.org";
        var body = json().put("email", email).put("password", PASSWORD);
        String login = body.toString();
        assertThat(call("/api/register", address, body.put("name", "Ann").toString())
                        .status())
                .isEqualTo(201);
        var tokens = call("/api/login", address, login).json();
        return server.stranger()
                .withToken(
                        tokens.get("accessToken").textValue(),
                        tokens.at("/user/id").textValue());
    }

    @Test
    void loginsAndRegistrationsOfAnAddressAreCountedTogether() {
        String address = "198.51.100.1";
        Answer first = register(address);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"address\";q=3;w=900");
        assertThat(first.header("RateLimit")).matches("\"address\";r=2;t=(29\\d|30[01])");
        assertThat(call("/api/login", address, "{\"email\": \"nobody@example.org\", \"password\": \"x\"}")
                        .header("RateLimit"))
                .startsWith("\"address\";r=1;");
        assertThat(register(address).header("RateLimit")).startsWith("\"address\";r=0;");

        Answer refused = register(address);
        refused.isProblem(429, "rate_limited");
        int wait = Integer.parseInt(refused.header("Retry-After"));
        assertThat(wait).isBetween(1, 301);
        assertThat(refused.json().get("retryAfter").intValue()).isEqualTo(wait);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"address\";q=3;w=900");
        assertThat(refused.header("RateLimit")).isEqualTo("\"address\";r=0;t=" + wait);
        assertThat(register("198.51.100.2").status()).as("another address").isEqualTo(201);
    }

    @Test
    void whatIsRefusedIsNotLookedAt() {
        spend("198.51.100.3");
        call("/api/login", "198.51.100.3", "no JSON").isProblem(429, "rate_limited");
        call("/api/register", "198.51.100.3", "no JSON").isProblem(429, "rate_limited");
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        spend("2001:db8:0:7::1");
        call("/api/login", "2001:db8:0:7:ffff::2", "no JSON").isProblem(429, "rate_limited");
        call("/api/login", "2001:db8:0:8::1", "no JSON").isProblem(400, "json_malformed");
        spend("198.51.100.4");
        call("/api/login", "::ffff:198.51.100.4", "no JSON").isProblem(429, "rate_limited");
    }

    @Test
    void whatABrowserAsksBeforehandIsNeverLimited() {
        for (int i = 0; i <= ENTRIES; i++) {
            assertThat(fromPage("OPTIONS").status()).isEqualTo(204);
        }
        for (int i = 0; i < ENTRIES; i++) {
            assertThat(fromPage("POST").status()).isEqualTo(400);
        }
        RawAnswer refused = fromPage("POST");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Access-Control-Allow-Origin"))
                .as("the page may read why")
                .isEqualTo(FRIEND);
        assertThat(refused.header("Access-Control-Expose-Headers"))
                .contains("RateLimit", "RateLimit-Policy", "Retry-After");
        assertThat(fromPage("OPTIONS").status()).isEqualTo(204);
    }

    /** Not by Java's client, which sends no Origin. */
    private static RawAnswer fromPage(String method) {
        String request = method + " /api/login HTTP/1.1\r\nHost: localhost\r\nOrigin: " + FRIEND
                + "\r\nX-Forwarded-For: 198.51.100.5\r\nAccess-Control-Request-Method: POST\r\n"
                + "Content-Type: application/json\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send(request);
            return connection.answer();
        }
    }

    @Test
    void fiftyMessagesMayComeAtOnceAndThenTwentyInASecond() {
        Client ann = user("198.51.100.6");
        Client bob = user("198.51.100.7");
        String talk = ann.conversation(bob);
        long start = System.nanoTime();
        int sent = 0;
        Answer last = ann.sendMessage(talk, "0", "Hello");
        assertThat(last.header("RateLimit-Policy")).isEqualTo("\"messages\";q=50;w=3");
        assertThat(last.header("RateLimit")).matches("\"messages\";r=49;t=1");
        while (last.status() == 201) {
            sent++;
            last = ann.sendMessage(talk, "key-" + sent, "Hello");
        }
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        last.isProblem(429, "rate_limited");
        assertThat(sent).isBetween(50, 50 + (int) Math.ceil(seconds * 20));
        assertThat(last.header("RateLimit")).isEqualTo("\"messages\";r=0;t=1");
        assertThat(last.header("Retry-After")).isEqualTo("1");
        assertThat(bob.sendMessage(talk, "1", "Hello").status())
                .as("another user")
                .isEqualTo(201);
        assertThat(ann.get("/api/conversations/" + talk + "/messages").status())
                .as("reading")
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> ann.sendMessage(talk, "after", "Hello").status() == 201);
    }

    @Test
    void theBoundOfFailedLoginsIsToldAsItIs() {
        LoginLimits two = LoginLimits.DEFAULT.withAccountFailures(2).withWindow(Duration.ofMinutes(2));
        try (TestServer strict = TestServer.withAccounts(settings -> new AccountSettings(
                settings.hasher(), settings.keys(), settings.refreshGrace(), two, settings.dataDirectory()))) {
            Account ann = Account.register(strict);
            for (int i = 0; i < 2; i++) {
                ann.login("wrong " + PASSWORD).isProblem(401, "login_failed");
            }
            Answer refused = ann.login(PASSWORD);
            refused.isProblem(429, "login_throttled");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"login\";q=2;w=120");
        }
    }
}
