package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ping that a page can send, for the frames of that name it can neither send nor see. */
class SocketPingTest {

    private static TestServer server;

    private Client ann;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void user() {
        ann = server.user("Ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", " \u0000\u2028<script> ", "\uD83D\uDE00"})
    void aPingIsAnsweredAtOnce(String text) {
        try (SocketClient socket = SocketClient.open(server, ann)) {
            socket.send(json().put("ping", text).toString());
            ObjectNode pong = json().put("event", "pong");
            pong.putObject("data").put("ping", text);
            assertThat(socket.next()).isEqualTo(pong);
        }
    }

    @Test
    void aPingHasAtMost64CodePoints() {
        String longest = "\uD83D\uDE00".repeat(64);
        try (SocketClient socket = SocketClient.open(server, ann)) {
            socket.send("{'ping':'" + longest + "x'}");
            assertThat(socket.nextIsError("ping_malformed").at("/data/field").textValue())
                    .isEqualTo("ping");
            socket.send("{'ping':'" + longest + "'}");
            assertThat(socket.next().at("/data/ping").textValue()).isEqualTo(longest);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'ping':7} | field_type",
                "{'ping':{}} | field_type",
                "{'ping':null} | field_missing",
                "{'ping':'x','unsubscribe':{'conversation':'x'}} | field_missing",
                "{'ping':'x','token':'x'} | unknown_field",
                "{'ping':'\\ud83d'} | ping_malformed"
            })
    void whatIsNoPingIsRefusedAndTheSocketStays(String garbage, String code) {
        try (SocketClient socket = SocketClient.open(server, ann)) {
            socket.send(garbage);
            socket.nextIsError(code);
            socket.send("{'ping':'still there?'}");
            assertThat(socket.next().at("/data/ping").textValue()).isEqualTo("still there?");
        }
    }
}
