package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that send too much, or too slowly. */
class HostileClientTest {

    private static final int MIB = 1024 * 1024;
    private static final String LOGIN =
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        server.user("Ann");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawConnection connection() {
        return new RawConnection(server.address());
    }

    private static byte[] letters(int count) {
        byte[] letters = new byte[count];
        Arrays.fill(letters, (byte) 'a');
        return letters;
    }

    @Test
    void aHeaderOf64KibIsTooLarge() {
        try (RawConnection connection = connection()) {
            connection.send("GET /api/me HTTP/1.1\r\nHost: localhost\r\nX-Large: ");
            connection.sendAsFarAsItGoes(letters(64 * 1024));
            connection.answer().isProblem(431, "headers_too_large");
        }
    }

    @Test
    void manyHeadersAreTooLarge() {
        try (RawConnection connection = connection()) {
            connection.send("GET /api/me HTTP/1.1\r\nHost: localhost\r\n");
            connection.sendAsFarAsItGoes("X-Small: 1\r\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            connection.answer().isProblem(431, "headers_too_large");
        }
    }

    @Test
    void aStringOf16MibIsTooLarge() {
        for (String framing : List.of("Content-Length: " + 16 * MIB, "Transfer-Encoding: chunked")) {
            try (RawConnection connection = connection()) {
                connection.send(LOGIN + framing + "\r\n\r\n");
                boolean chunked = framing.endsWith("chunked");
                byte[] part = letters(MIB);
                for (int i = 0; i < 16; i++) {
                    connection.sendAsFarAsItGoes((chunked ? "100000\r\n" : "").getBytes(StandardCharsets.UTF_8));
                    connection.sendAsFarAsItGoes(part);
                    connection.sendAsFarAsItGoes((chunked ? "\r\n" : "").getBytes(StandardCharsets.UTF_8));
                }
                // Cut off while it sends, a client may never see the answer.
                assertThat(connection.tookAll()).isTrue();
                connection.answer().isProblem(413, "body_too_large");
            }
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldNotTo() {
        try (RawConnection connection = connection()) {
            connection.send(LOGIN + "Expect: 100-continue\r\nContent-Length: " + 16 * MIB + "\r\n\r\n");
            connection.answer().isProblem(413, "body_too_large");
        }
    }

    @Test
    void aBodyOf256KibIsReadAndOneByteMoreIsNot() {
        try (RawConnection connection = connection()) {
            connection.send(LOGIN + "Connection: close\r\nContent-Length: " + 256 * 1024 + "\r\n\r\n");
            connection.send(letters(256 * 1024));
            connection.answer().isProblem(400, "json_malformed");
        }
        try (RawConnection connection = connection()) {
            connection.send(LOGIN + "Content-Length: " + (256 * 1024 + 1) + "\r\n\r\n");
            connection.sendAsFarAsItGoes(letters(256 * 1024 + 1));
            connection.answer().isProblem(413, "body_too_large");
        }
    }

    @Test
    void aHundredThousandInOneAnotherAreMalformed() {
        String open = "{\"email\":" + "[".repeat(100_000);
        for (String body : List.of(
                open,
                open + "]".repeat(100_000) + "}",
                "[".repeat(100_000) + "]".repeat(100_000),
                "{\"a\":".repeat(40_000),
                "{\"a\":".repeat(30_000) + "1" + "}".repeat(30_000))) {
            try (RawConnection connection = connection()) {
                connection.send(LOGIN + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                connection.answer().isProblem(400, "json_malformed");
            }
        }
    }

    @Test
    void aGibibyteInGzipIsNotUnpacked() throws IOException {
        byte[] packed = gibibyteOfZeros();
        try (RawConnection connection = connection()) {
            connection.send(LOGIN + "Content-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
            connection.sendAsFarAsItGoes(packed);
            connection.answer().isProblem(415, "encoding_unsupported");
        }
    }

    /** Gzip members one after the other are gzip, too. */
    private static byte[] gibibyteOfZeros() throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(member)) {
            byte[] zeros = new byte[MIB];
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 16; i++) {
            member.writeTo(all);
        }
        return all.toByteArray();
    }

    /** Half a hundred bodies of almost the largest size, none of them complete. */
    @Test
    void bodiesThatAreNotCompleteTakeLittleMemory() {
        long before = liveHeap();
        List<RawConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                RawConnection connection = connection();
                connections.add(connection);
                connection.send(LOGIN + "Connection: close\r\nContent-Length: " + 256 * 1024 + "\r\n\r\n");
                connection.send(letters(256 * 1024 - 1));
            }
            assertThat(liveHeap() - before).isLessThan(64L * MIB);
            for (RawConnection connection : connections) {
                connection.send("a");
                connection.answer().isProblem(400, "json_malformed");
            }
            assertThat(liveHeap() - before).isLessThan(64L * MIB);
        } finally {
            connections.forEach(RawConnection::close);
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** All at once, for each takes its time. */
    @Test
    void whoSendsOneByteASecondIsCutOff() throws Exception {
        List<Callable<Duration>> slow = List.of(
                () -> drip("GET /api/me HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", "a", ""),
                () -> drip("", "GET /api/me", ""),
                () -> drip("", "\r\n", ""),
                () -> drip("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "G", ""),
                () -> drip(LOGIN + "Content-Length: 1000\r\n\r\n", " ", "408"),
                () -> drip(LOGIN + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n", "408"),
                () -> drip(LOGIN + "Transfer-Encoding: chunked\r\n\r\n", "0", "408"));
        ExecutorService threads = Executors.newFixedThreadPool(slow.size());
        try {
            for (Future<Duration> end : threads.invokeAll(slow)) {
                assertThat(end.get()).isLessThan(Duration.ofSeconds(30));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Sends the beginning at once, then a character of the rest each second, over and over, until the server closes. */
    private static Duration drip(String beginning, String rest, String status) throws IOException {
        long start = System.nanoTime();
        try (RawConnection connection = connection()) {
            connection.send(beginning);
            int i = 0;
            while (!connection.closedWithin(Duration.ofSeconds(1))) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
                connection.sendAsFarAsItGoes(new byte[] {(byte) rest.charAt(i++ % rest.length())});
            }
            assertThat(connection.received()).contains(status);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
