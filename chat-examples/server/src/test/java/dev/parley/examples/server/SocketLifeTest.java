package dev.parley.examples.server;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SocketLifeTest {

    /** Longer than the head of a request may take, after which connections that still send one are cut. */
    private static final Duration LONG = Duration.ofSeconds(12);

    @Test
    void aSocketThatSpeaksNowAndThenStaysOpen() {
        try (TestServer server = TestServer.start()) {
            Client ann = server.user("Ann");
            try (SocketClient socket = SocketClient.open(server, ann)) {
                socket.staysOpenFor(LONG);
                socket.send("{}");
                socket.nextIsError("field_missing");
            }
        }
    }
}
