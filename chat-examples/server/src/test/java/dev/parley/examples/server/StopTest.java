package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server is told to stop while it is handling a request. */
class StopTest {

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    @Test
    void theRequestIsAnsweredAndNoOtherIsTaken() throws Exception {
        TestServer server = TestServer.start();
        try (RawConnection begun = new RawConnection(server.address())) {
            String first = "{\"email\":\"a@x\",";
            String second = "\"password\":\"" + Client.PASSWORD + "\"}";
            begun.send("POST /api/login HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + (first.length() + second.length())
                    + "\r\n\r\n");
            // The server says so when it begins to read the body.
            Awaitility.await()
                    .until(() -> begun.closedWithin(Duration.ofMillis(100))
                            || begun.received().equals(CONTINUE));
            begun.send(first);
            Thread stop = new Thread(server::close);
            stop.start();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !accepts(server));
            long sent = System.nanoTime();
            begun.send(second);
            String answer = begun.answer().text();
            assertThat(answer).startsWith(CONTINUE);
            new RawAnswer(answer.substring(CONTINUE.length())).isProblem(401, "login_failed");
            stop.join();
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private static boolean accepts(TestServer server) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
