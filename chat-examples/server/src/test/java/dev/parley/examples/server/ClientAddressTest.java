package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.auth.login.LoginLimits;
import dev.parley.examples.server.accounts.AccountSettings;
import dev.parley.examples.server.config.EdgeSettings;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import org.junit.jupiter.api.Test;

/** From where a request comes, with and without proxies. */
class ClientAddressTest {

    private static final int FORGED = 1_000;
    private static final int ADDRESS_FAILURES = 50;

    private static EdgeSettings behind(String proxies) {
        return new EdgeSettings(null, AllowedOrigins.none(), TrustedProxies.parse(proxies));
    }

    private static String addressOf(TestServer server, String... headers) {
        Account ann = Account.register(server);
        String body = json().put("email", ann.email()).put("password", PASSWORD).toString();
        JsonNode tokens = server.stranger().send("POST", "/api/login", body, headers).json();
        return ann.client(server, tokens)
                .get("/api/sessions")
                .json()
                .at("/sessions/0/address")
                .textValue();
    }

    @Test
    void withoutTrustedProxiesNobodysWordCounts() {
        try (TestServer server = TestServer.start()) {
            assertThat(addressOf(server, "X-Forwarded-For", "198.51.100.7")).isEqualTo("127.0.0.1");
            assertThat(addressOf(server, "Forwarded", "for=198.51.100.7")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void theWordOfATrustedProxyCountsAndNothingLeftOfIt() {
        try (TestServer server = TestServer.withEdge(behind("127.0.0.0/8, 10.0.0.0/8"))) {
            assertThat(addressOf(server)).isEqualTo("127.0.0.1");
            assertThat(addressOf(server, "X-Forwarded-For", "198.51.100.7")).isEqualTo("198.51.100.7");
            assertThat(addressOf(server, "X-Forwarded-For", "203.0.113.1, 198.51.100.7, 10.1.2.3"))
                    .isEqualTo("198.51.100.7");
            assertThat(addressOf(server, "X-Forwarded-For", "2001:DB8::0:1")).isEqualTo("2001:db8::1");
            assertThat(addressOf(server, "X-Forwarded-For", "<script>")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void whoAsksByTlsIsToldToStayWithIt() {
        try (TestServer server = TestServer.withEdge(behind("127.0.0.1"))) {
            Answer secure = server.stranger()
                    .send("GET", "/api/me", "", "X-Forwarded-For", "198.51.100.7", "X-Forwarded-Proto", "https");
            assertThat(secure.header("Strict-Transport-Security")).startsWith("max-age=63072000");
            assertThat(server.stranger().get("/api/me").header("Strict-Transport-Security"))
                    .isEmpty();
        }
        try (TestServer server = TestServer.start()) {
            assertThat(server.stranger()
                            .send("GET", "/api/me", "", "X-Forwarded-Proto", "https")
                            .header("Strict-Transport-Security"))
                    .isEmpty();
        }
    }

    @Test
    void aThousandForgedAddressesAreOneClient() {
        try (TestServer server = TestServer.withAccounts(settings -> new AccountSettings(
                settings.hasher(),
                settings.keys(),
                settings.refreshGrace(),
                LoginLimits.DEFAULT.withAddressFailures(ADDRESS_FAILURES),
                settings.dataDirectory()))) {
            int checked = 0;
            for (int i = 0; i < FORGED; i++) {
                String body = json().put("email", "user" + i + "@example.org")
                        .put("password", PASSWORD)
                        .toString();
                String address = "198.51." + i / 256 + "." + i % 256;
                Answer answer = server.stranger()
                        .send("POST", "/api/login", body, "X-Forwarded-For", address, "Forwarded", "for=" + address);
                assertThat(answer.status()).isIn(401, 429);
                checked += answer.status() == 401 ? 1 : 0;
            }
            assertThat(checked).isEqualTo(ADDRESS_FAILURES);
        }
    }
}
