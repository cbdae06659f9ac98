package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for every path. */
class HttpSurfaceTest {

    private static TestServer server;
    private static Client ann;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        ann = server.user("Ann");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/me", "/api/conversations/x", "/nothing", "/api/me/export", "/api/users?limit=0"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Answer answer = ann.get(path);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Permissions-Policy")).contains("camera=()");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        for (String absent :
                List.of("Server", "X-Powered-By", "X-XSS-Protection", "Access-Control-Allow-Origin", "Set-Cookie")) {
            assertThat(answer.header(absent)).as(absent).isEmpty();
        }
    }

    @Test
    void aTokenIsNotReadInTheLettersOfAnEarlierRequest() {
        String token = Objects.requireNonNull(ann.token());
        String begin = token.substring(0, token.length() / 2);
        String otherCase = begin.equals(begin.toLowerCase(Locale.ROOT))
                ? begin.toUpperCase(Locale.ROOT)
                : begin.toLowerCase(Locale.ROOT);
        String request = "GET /api/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send(request + otherCase + "\r\n\r\n" + request + token + "\r\nConnection: close\r\n\r\n");
            assertThat(connection.answer().text()).startsWith("HTTP/1.1 401 ").contains("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/api",
                "/api/",
                "/api/nothing",
                "/api/conversations/x/y",
                "/favicon.ico",
                "/api/me;x",
                "/API/ME",
                "/api//me"
            })
    void unknownPathsAreProblems(String path) {
        ann.get(path).isProblem(404, "path_unknown");
        server.stranger().get(path).isProblem(404, "path_unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/register,'POST, OPTIONS'",
        "PUT,/api/me,'GET, HEAD, OPTIONS'",
        "TRACE,/api/me,'GET, HEAD, OPTIONS'",
        "INVENTED,/api/me,'GET, HEAD, OPTIONS'",
        "DELETE,/api/conversations/x,'GET, PATCH, HEAD, OPTIONS'",
        "POST,/,'GET, HEAD, OPTIONS'"
    })
    void otherMethodsAreProblemsThatNameTheRightOnes(String method, String path, String allowed) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            RawAnswer answer = connection.answer();
            answer.isProblem(405, "method_not_allowed");
            assertThat(answer.header("Allow").split(", ", -1)).containsExactlyInAnyOrder(allowed.split(", ", -1));
        }
    }

    @Test
    void optionsNamesTheMethods() {
        Answer answer = server.stranger().send("OPTIONS", "/api/conversations", "");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Allow").split(", ", -1)).containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
        server.stranger().send("OPTIONS", "/nothing", "").isProblem(404, "path_unknown");
    }

    @Test
    void headIsGetWithoutTheBody() {
        for (String path : List.of("/", "/api/me", "/api/conversations", "/api/conversations/x")) {
            Answer get = ann.get(path);
            Answer head = ann.send("HEAD", path, "");
            assertThat(head.status()).as(path).isEqualTo(get.status());
            assertThat(head.body()).isEmpty();
            assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
            assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/me HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
                "GET /api/me HTTP/1.1\r\n\r\n",
                "GET /api/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/me HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n",
                "GET /api/me HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /api/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /api/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "\0\0\0\0\r\n\r\n"
            })
    void whatIsNotHttpIsRefused(String request) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send(request.replace("Host: localhost\r\n", "Host: localhost\r\nConnection: close\r\n"));
            connection.answer().isProblem(400, "http_malformed");
        }
    }
}
