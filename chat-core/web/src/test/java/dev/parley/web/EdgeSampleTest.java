package dev.parley.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.parley.web.body.JsonContentType;
import dev.parley.web.body.JsonFlaw;
import dev.parley.web.body.JsonGuard;
import dev.parley.web.body.JsonLimits;
import dev.parley.web.body.RawBody;
import dev.parley.web.client.ClientAddress;
import dev.parley.web.client.ClientResolver;
import dev.parley.web.client.ForwardingHeader;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.cors.CorsDecision;
import dev.parley.web.cors.CorsPolicy;
import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.headers.SecurityHeaders;
import dev.parley.web.limits.RequestBreach;
import dev.parley.web.limits.RequestLimits;
import dev.parley.web.origin.AllowedOrigins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README shows compiles, and decides in front of a server as it says. */
class EdgeSampleTest {

    // sample begins
    record Edge(
            ClientResolver clients, CorsPolicy cors, SecurityHeaders security, RequestLimits limits, JsonGuard json) {

        static Edge of(String proxies, String origins) {
            return new Edge(
                    new ClientResolver(TrustedProxies.parse(proxies), ForwardingHeader.X_FORWARDED_FOR),
                    CorsPolicy.builder()
                            .origins(AllowedOrigins.parse(origins))
                            .headers("Authorization", "Content-Type")
                            .build(),
                    SecurityHeaders.api(),
                    RequestLimits.DEFAULT,
                    new JsonGuard(JsonLimits.DEFAULT));
        }

        HttpHandler before(HttpHandler api) {
            return exchange -> {
                RequestHeaders headers = name -> exchange.getRequestHeaders().getOrDefault(name, List.of());
                ClientAddress client =
                        clients.resolve(exchange.getRemoteAddress().getAddress(), headers);
                security.fields(client.overTls()).forEach(exchange.getResponseHeaders()::set);
                CorsDecision decision = cors.decide(exchange.getRequestMethod(), headers);
                decision.fields().forEach(exchange.getResponseHeaders()::set);
                if (decision instanceof CorsDecision.Preflight) {
                    answer(exchange, CorsDecision.Preflight.STATUS);
                    return;
                }
                Optional<RequestBreach> breach = limits.check(
                                exchange.getRequestURI().toString(), exchange.getRequestHeaders())
                        .or(() -> limits.checkDeclared(headers));
                if (breach.isPresent()) {
                    answer(exchange, breach.get().status());
                    return;
                }
                exchange.setAttribute("client", client);
                api.handle(exchange);
            };
        }

        Optional<RawBody> body(HttpExchange exchange) throws IOException {
            RequestHeaders headers = name -> exchange.getRequestHeaders().getOrDefault(name, List.of());
            if (JsonContentType.of(headers) != JsonContentType.ACCEPTED) {
                answer(exchange, JsonContentType.STATUS);
                return Optional.empty();
            }
            Optional<RawBody> body = RawBody.read(exchange.getRequestBody(), limits.bodyBytes());
            Optional<JsonFlaw> flaw = body.flatMap(json::check);
            if (body.isEmpty() || flaw.isPresent()) {
                answer(exchange, flaw.map(JsonFlaw::status).orElse(RequestBreach.BODY.status()));
                return Optional.empty();
            }
            return body;
        }

        static void answer(HttpExchange exchange, int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }
    // sample ends

    private static final String PAGE = "https://page.example";

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        Edge edge = Edge.of("127.0.0.0/8", " https://other.example , " + PAGE);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", edge.before(exchange -> {
            if (exchange.getRequestMethod().equals("POST")
                    && edge.body(exchange).isEmpty()) {
                return;
            }
            byte[] address =
                    ((ClientAddress) exchange.getAttribute("client")).text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, address.length);
            exchange.getResponseBody().write(address);
            exchange.close();
        }));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertGuarded(HttpResponse<String> response) {
        SecurityHeaders.api()
                .fields(false)
                .forEach((name, value) ->
                        assertThat(response.headers().allValues(name)).containsExactly(value));
        assertThat(response.headers().firstValue("Vary"))
                .hasValueSatisfying(v -> assertThat(v).startsWith("Origin"));
        assertThat(response.headers().firstValue("X-XSS-Protection")).isEmpty();
    }

    @Test
    void aRequestComesThroughWithItsClient() throws Exception {
        HttpResponse<String> response = send(
                request("/").header("X-Forwarded-For", "6.6.6.6, 203.0.113.7").header("X-Forwarded-Proto", "https"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("203.0.113.7");
        assertGuarded(response);
        assertThat(response.headers().firstValue("Strict-Transport-Security"))
                .contains("max-age=63072000; includeSubDomains");
    }

    @Test
    void aPreflightIsAnsweredWithoutTheApi() throws Exception {
        HttpResponse<String> response = send(request("/")
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertGuarded(response);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json | {\"a\":1} | 200",
                "text/plain       | {\"a\":1} | 415",
                "application/json | {\"a\":1  | 400",
                "application/json | {\"a\":1,\"a\":2} | 400"
            })
    void aBodyIsCheckedBeforeItIsParsed(String type, String body, int status) throws Exception {
        HttpResponse<String> response =
                send(request("/").header("Content-Type", type).POST(BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).isEqualTo(status);
        assertGuarded(response);
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> body = send(request("/")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("\"" + "x".repeat(300_000) + "\"")));
        assertThat(body.statusCode()).isEqualTo(413);
        assertGuarded(body);
        HttpResponse<String> uri = send(request("/" + "x".repeat(5_000)));
        assertThat(uri.statusCode()).isEqualTo(414);
        assertGuarded(uri);
        HttpResponse<String> headers = send(request("/").header("X-Long", "x".repeat(9_000)));
        assertThat(headers.statusCode()).isEqualTo(431);
        assertGuarded(headers);
    }

    @Test
    void theReadmeShowsThisSample() throws IOException {
        String shown = between(Files.readString(Path.of("README.md")), "```java\n", "```");
        String source = Files.readString(Path.of("src/test/java/dev/parley/web/EdgeSampleTest.java"));
        String run = between(source, "// sample begins\n", "// sample ends");
        assertThat(shown.replaceAll("\\s", "")).isEqualTo(run.replaceAll("\\s", ""));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}
