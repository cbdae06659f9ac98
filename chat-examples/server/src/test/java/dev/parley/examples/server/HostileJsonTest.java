package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** JSONTestSuite and ill-formed UTF-8 as bodies, through a socket: what is no JSON is refused as such, all else as no body. */
class HostileJsonTest {

    /** RFC 8259 leaves duplicate keys open. Here they are refused: two readers of one body must not see two things. */
    private static final Set<String> DUPLICATE_KEYS =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    private static TestServer server;
    private static LogWatch log;

    @BeforeAll
    static void start() {
        log = new LogWatch();
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        log.close();
        assertThat(log.faults()).isEmpty();
    }

    private static List<Path> files(String folder) throws IOException, URISyntaxException {
        URL url = Objects.requireNonNull(HostileJsonTest.class.getResource("/hostile/" + folder));
        try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
            return files.filter(file -> !file.endsWith("LICENSE")).sorted().toList();
        }
    }

    private static RawAnswer login(byte[] body) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send("POST /api/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
            connection.send(body);
            return connection.answer();
        }
    }

    private static String code(RawAnswer answer) {
        return Client.parse(answer.body()).get("code").textValue();
    }

    @Test
    void everyFileOfTheSuiteGetsItsVerdict() throws Exception {
        List<Path> files = files("json/test_parsing");
        assertThat(files).hasSize(293);
        for (Path file : files) {
            String name = file.getFileName().toString();
            byte[] body = Files.readAllBytes(file);
            RawAnswer answer = login(body);
            assertThat(answer.status()).as(name).isEqualTo(400);
            answer.isProblem(400, code(answer));
            boolean blank = new String(body, StandardCharsets.UTF_8).isBlank();
            if (name.startsWith("n_")) {
                assertThat(code(answer)).as(name).isEqualTo(blank ? "body_missing" : "json_malformed");
            } else if (DUPLICATE_KEYS.contains(name)) {
                assertThat(code(answer)).as(name).isEqualTo("json_malformed");
            } else if (name.startsWith("y_")) {
                assertThat(code(answer)).as(name).isIn("body_not_object", "unknown_field", "field_missing");
            }
        }
    }

    @Test
    void oddButParseableBodiesAreRefusedToo() throws Exception {
        List<Path> files = files("json/test_transform");
        assertThat(files).hasSize(19);
        for (Path file : files) {
            RawAnswer answer = login(Files.readAllBytes(file));
            answer.isProblem(400, code(answer));
        }
    }

    @Test
    void bodiesThatAreNotUtf8AreRefused() throws Exception {
        List<Path> files = files("utf8");
        assertThat(files).hasSize(18);
        for (Path file : files) {
            login(Files.readAllBytes(file)).isProblem(400, "json_malformed");
        }
    }

    @Test
    void otherEncodingsAreNotGuessed() {
        for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
            byte[] body = "{\"email\":\"a@b\",\"password\":\"12345678\"}".getBytes(Charset.forName(charset));
            login(body).isProblem(400, "json_malformed");
        }
    }
}
