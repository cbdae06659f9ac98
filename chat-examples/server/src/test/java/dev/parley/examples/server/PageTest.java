package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document and its assets as they come over HTTP, whatever is in them. */
class PageTest {

    private static final int MAX_SCRIPT_AND_STYLE_BYTES = 60 * 1024;
    private static final Pattern NAMED = Pattern.compile("[\"'(](?:/assets/|\\./)([\\w-]+\\.[0-9a-f]{16}\\.[a-z]+)");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static TestServer server;
    private static String document;
    /** What the document or another asset names, by path. */
    private static final Map<String, HttpResponse<byte[]>> ASSETS = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        server = TestServer.start();
        document = text(send("GET", "/"));
        Deque<String> unread = new ArrayDeque<>(List.of(document));
        while (!unread.isEmpty()) {
            Matcher named = NAMED.matcher(unread.pop());
            while (named.find()) {
                String path = "/assets/" + named.group(1);
                if (!ASSETS.containsKey(path)) {
                    ASSETS.put(path, send("GET", path));
                    unread.push(text(ASSETS.get(path)));
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).method(method, BodyPublishers.noBody());
        try {
            return HTTP.send(
                    (headers.length > 0 ? request.headers(headers) : request).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return String.join(" | ", response.headers().allValues(name));
    }

    private static List<String> paths() {
        return Stream.concat(Stream.of("/"), ASSETS.keySet().stream()).toList();
    }

    @Test
    void everythingThatIsNamedIsThere() {
        assertThat(ASSETS.keySet()).anyMatch(path -> path.endsWith(".js")).anyMatch(path -> path.endsWith(".css"));
        ASSETS.forEach(
                (path, response) -> assertThat(response.statusCode()).as(path).isEqualTo(200));
        // A name that was not given a hash would not have been found above.
        assertThat(document).doesNotContainPattern("(?:src|href)=\"(?!/assets/|#)[^\"]*\\.(?:js|css|svg)");
    }

    @Test
    void everyModuleIsPreloaded() {
        ASSETS.keySet().stream()
                .filter(path -> path.endsWith(".js"))
                .forEach(path -> assertThat(document).containsOnlyOnce("rel=\"modulepreload\" href=\"" + path + "\""));
    }

    @Test
    void scriptAndStyleAreSmall() {
        int bytes = ASSETS.entrySet().stream()
                .filter(asset -> !asset.getKey().endsWith(".svg"))
                .mapToInt(asset -> asset.getValue().body().length)
                .sum();
        assertThat(bytes).isLessThan(MAX_SCRIPT_AND_STYLE_BYTES);
    }

    @Test
    void theDocumentHoldsNoScriptStyleOrHandler() {
        assertThat(document)
                .doesNotContainPattern("(?i)<script(?![^>]*\\bsrc=)[^>]*>")
                .doesNotContainPattern("(?i)<script[^>]*>\\s*[^\\s<]")
                .doesNotContainPattern("(?i)<style|<[^>]*\\sstyle\\s*=|<[^>]*\\son[a-z]+\\s*=|javascript:");
    }

    @Test
    void theDocumentIsAskedForEachTime() {
        HttpResponse<byte[]> page = send("GET", "/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(page, "Content-Security-Policy").split("; ", -1))
                .containsExactlyInAnyOrder(
                        "default-src 'self'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self'",
                        "connect-src 'self'",
                        "object-src 'none'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types 'none'");
    }

    @Test
    void assetsAreKeptForAYear() {
        Map<String, String> types = Map.of(
                "js", "text/javascript;charset=utf-8",
                "css", "text/css;charset=utf-8",
                "svg", "image/svg+xml;charset=utf-8");
        ASSETS.forEach((path, asset) -> {
            assertThat(header(asset, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(asset, "Content-Type").replace(" ", ""))
                    .isEqualToIgnoringCase(types.get(path.substring(path.lastIndexOf('.') + 1)));
            assertThat(header(asset, "Content-Security-Policy")).startsWith("default-src 'none'; ");
        });
    }

    @Test
    void everyFileCarriesTheOtherSecurityHeaders() {
        for (String path : paths()) {
            HttpResponse<byte[]> file = send("GET", path);
            assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(file, "Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(header(file, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(header(file, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(header(file, "Permissions-Policy")).isNotEmpty();
            for (String absent : List.of("Server", "X-Powered-By", "X-XSS-Protection", "Set-Cookie", "Last-Modified")) {
                assertThat(header(file, absent)).as(absent).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br, GZIP;q=0.5", "*", "deflate,*;q=1", "gzip; q=1.0, identity; q=0.5"})
    void whoTakesGzipGetsIt(String accepted) throws IOException {
        for (String path : paths()) {
            HttpResponse<byte[]> plain = send("GET", path);
            HttpResponse<byte[]> gzip = send("GET", path, "Accept-Encoding", accepted);
            assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
            assertThat(header(gzip, "Vary")).isEqualTo("Accept-Encoding");
            assertThat(header(gzip, "Content-Length")).isEqualTo("" + gzip.body().length);
            assertThat(header(gzip, "Content-Type")).isEqualTo(header(plain, "Content-Type"));
            assertThat(header(gzip, "ETag")).matches("\"[^\"]+\"").isNotEqualTo(header(plain, "ETag"));
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
                assertThat(in.readAllBytes()).isEqualTo(plain.body());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br", "gzip;q=0", "gzip;q=0.000, *", "", "gzipped", ";;,,=", "*;q=0"})
    void whoDoesNotGetsTheContent(String accepted) {
        for (String path : paths()) {
            HttpResponse<byte[]> plain = send("GET", path, "Accept-Encoding", accepted);
            assertThat(plain.statusCode()).isEqualTo(200);
            assertThat(header(plain, "Content-Encoding")).isEmpty();
            assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
            assertThat(header(plain, "ETag")).matches("\"[^\"]+\"").isEqualTo(header(send("GET", path), "ETag"));
        }
    }

    @Test
    void whoHasItIsToldSo() {
        for (String path : paths()) {
            for (String coding : List.of("identity", "gzip")) {
                HttpResponse<byte[]> file = send("GET", path, "Accept-Encoding", coding);
                String tag = header(file, "ETag");
                for (String known : List.of(tag, "W/" + tag, "*", " * ", "\"x, y\", W/" + tag + " ,\"z\"")) {
                    for (String method : List.of("GET", "HEAD")) {
                        HttpResponse<byte[]> answer =
                                send(method, path, "Accept-Encoding", coding, "If-None-Match", known);
                        assertThat(answer.statusCode()).as(known).isEqualTo(304);
                        assertThat(answer.body()).isEmpty();
                        for (String name :
                                List.of("ETag", "Cache-Control", "Vary", "Content-Type", "Content-Security-Policy")) {
                            assertThat(header(answer, name)).isEqualTo(header(file, name));
                        }
                        assertThat(header(answer, "Content-Length")).isIn("", header(file, "Content-Length"));
                        assertThat(header(answer, "Content-Encoding")).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void twoLinesOfTagsAreOneList() {
        String tag = header(send("GET", "/"), "ETag");
        assertThat(send("GET", "/", "If-None-Match", "\"x\"", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void whoHasAnotherGetsThisOne() {
        for (String path : paths()) {
            String gzipTag = header(send("GET", path, "Accept-Encoding", "gzip"), "ETag");
            String inner = gzipTag.replace("\"", "");
            for (String other : List.of("\"x\"", "", "*x", inner, gzipTag, "\"" + inner)) {
                HttpResponse<byte[]> answer = send("GET", path, "If-None-Match", other);
                assertThat(answer.statusCode()).as(other).isEqualTo(200);
                assertThat(answer.body()).isNotEmpty();
            }
        }
    }

    @Test
    void headIsGetWithoutTheBody() {
        for (String path : paths()) {
            for (String coding : List.of("identity", "gzip")) {
                HttpResponse<byte[]> get = send("GET", path, "Accept-Encoding", coding);
                HttpResponse<byte[]> head = send("HEAD", path, "Accept-Encoding", coding);
                assertThat(head.statusCode()).isEqualTo(200);
                assertThat(head.body()).isEmpty();
                for (String name : List.of("Content-Length", "Content-Type", "Content-Encoding", "ETag", "Vary")) {
                    assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
                }
            }
        }
    }

    @Test
    void otherPathsAreProblems() {
        String name = ASSETS.keySet().iterator().next().substring("/assets/".length());
        String extension = name.substring(name.lastIndexOf('.'));
        String stem = name.substring(0, name.indexOf('.'));
        for (String path : List.of(
                "/assets",
                "/assets/",
                "/assets/" + stem + extension,
                "/assets/" + stem + ".00000000000000000000" + extension,
                "/assets/" + name + ".gz",
                "/assets/" + name.toUpperCase(Locale.ROOT),
                "/assets/x/" + name,
                "/" + name,
                "/index.html",
                "/assets/index.html",
                "/assets/..%2findex.html",
                "/assets/%2e%2e/%2e%2e/logback.xml",
                "/assets/..%5c..%5clogback.xml",
                "/assets/Page.class")) {
            RawAnswer answer = RawConnection.get(server.address(), path, null);
            assertThat(answer.status()).as(path).isIn(400, 404);
            answer.isProblem(answer.status(), answer.status() == 404 ? "path_unknown" : "http_malformed");
        }
        server.stranger().send("POST", "/assets/" + name, "").isProblem(405, "method_not_allowed");
    }
}
