package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.live.LiveSettings;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketApiTest {

    private static TestServer server;

    private Client ann;
    private Client bob;

    @BeforeAll
    static void start() {
        server = TestServer.start(Responder.echo(), LiveSettings.DEFAULT.withSocketBounds(2, 1_000));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void users() {
        ann = server.user("Ann");
        bob = server.user("Bob");
    }

    @Test
    void twoConversationsGoOverOneSocketAsTheyGoOverStreams() {
        String first = ann.conversation(bob);
        String second = ann.conversation(bob);
        ann.say(first, "one");
        try (SocketClient socket = SocketClient.open(server, bob);
                EventStream firstStream = EventStream.open(server, bob, first, "");
                EventStream secondStream = EventStream.open(server, bob, second, "")) {
            socket.subscribe(first, 0);
            socket.subscribe(second, 0);
            ann.say(second, "zwei");
            ann.say(first, "two \uD83D\uDE00 <script>\u2028\"\\");
            ann.say(second, "drei");
            List<ObjectNode> events = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                events.add(socket.next());
            }
            assertThat(of(events, first)).isEqualTo(List.of(framed(firstStream, first), framed(firstStream, first)));
            assertThat(of(events, second))
                    .isEqualTo(List.of(framed(secondStream, second), framed(secondStream, second)));
        }
    }

    private static List<JsonNode> of(List<ObjectNode> events, String conversation) {
        return events.stream()
                .filter(event -> event.path("conversation").asText().equals(conversation))
                .map(JsonNode.class::cast)
                .toList();
    }

    /** The next event of a stream as a socket tells it. */
    private static JsonNode framed(EventStream stream, String conversation) {
        EventStream.Event event = stream.next();
        ObjectNode framed = json().put("event", event.name()).put("conversation", conversation);
        framed.put("id", Integer.parseInt(event.id()));
        framed.set("data", event.data());
        return framed;
    }

    @Test
    void whoUnsubscribesHearsTheEndAndNoMore() {
        String first = ann.conversation(bob);
        String second = ann.conversation(bob);
        ann.say(first, "one");
        try (SocketClient socket = SocketClient.open(server, bob)) {
            socket.subscribe(first, 0);
            socket.subscribe(second, 0);
            assertThat(socket.next().get("id").intValue()).isEqualTo(1);
            socket.unsubscribe(first);
            assertThat(socket.next())
                    .isEqualTo(json("{'event':'end','conversation':'" + first
                            + "','data':{'code':'unsubscribed','cursor':1}}"));
            ann.say(first, "two");
            ann.say(second, "zwei");
            assertThat(socket.next().get("conversation").textValue()).isEqualTo(second);
            socket.unsubscribe(first);
            socket.nextIsError("subscription_unknown");
            socket.subscribe(first, 1);
            assertThat(socket.next().get("id").intValue()).isEqualTo(2);
        }
    }

    @Test
    void subscriptionsAreRefusedOneByOne() {
        String mine = ann.conversation();
        String ours = ann.conversation(bob);
        try (SocketClient socket = SocketClient.open(server, bob)) {
            socket.subscribe(mine, 0);
            assertThat(socket.nextIsError("conversation_not_found")
                            .get("conversation")
                            .textValue())
                    .isEqualTo(mine);
            socket.subscribe("nonsense", 0);
            socket.nextIsError("conversation_id_malformed");
            socket.subscribe(ours, -1);
            socket.nextIsError("seq_out_of_range");
            socket.subscribe(ours, 5);
            socket.nextIsError("seq_out_of_range");
            socket.subscribe(ours, 0);
            socket.subscribe(ours, 0);
            socket.nextIsError("subscription_exists");
            socket.subscribe(bob.conversation(), 0);
            socket.subscribe(bob.conversation(), 0);
            socket.nextIsError("subscriptions_too_many");
            ann.say(ours, "one");
            assertThat(socket.next().get("conversation").textValue()).isEqualTo(ours);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | json_malformed",
                "[] | body_not_object",
                "{} | field_missing",
                "{'subscribe':{},'unsubscribe':{}} | field_missing",
                "{'subscribe':7} | field_type",
                "{'subscribe':{'conversation':'x'}} | field_missing",
                "{'subscribe':{'conversation':'x','after':'0'}} | field_type",
                "{'subscribe':{'conversation':'x','after':0,'token':'x'}} | unknown_field",
                "{'auth':'again'} | unknown_field",
                "{'sing':true} | unknown_field"
            })
    void garbageIsRefusedAndTheSocketStays(String garbage, String code) {
        String conversation = ann.conversation(bob);
        try (SocketClient socket = SocketClient.open(server, bob)) {
            socket.send(garbage);
            socket.nextIsError(code);
            socket.subscribe(conversation, 0);
            ann.say(conversation, "one");
            assertThat(socket.next().get("event").textValue()).isEqualTo("entry");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'auth':'x'}", "{'auth':''}", "{'auth':7}", "{}", "hello", "{'subscribe':{}}", "{'ping':'x'}"})
    void whoDoesNotSayFirstWhoseItIsIsShutOut(String first) {
        try (SocketClient socket = SocketClient.open(server)) {
            socket.send(first);
            assertThat(socket.next().get("event").textValue()).isEqualTo("error");
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void binaryMessagesEndTheSocket() {
        try (SocketClient socket = SocketClient.open(server, ann)) {
            socket.sendBinary();
            socket.nextIsError("message_not_text");
            assertThat(socket.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void aMessageThatIsTooLargeEndsTheSocket() {
        try (SocketClient socket = SocketClient.open(server, ann)) {
            socket.send("{'subscribe':{'conversation':'" + "x".repeat(5_000) + "','after':0}}");
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void whoSaysNothingIsShutOutInTime() {
        LiveSettings hasty = LiveSettings.DEFAULT.withAuthentication(Duration.ofMillis(200));
        try (TestServer other = TestServer.start(Responder.echo(), hasty);
                SocketClient socket = SocketClient.open(other)) {
            socket.nextIsError("unauthenticated");
            assertThat(socket.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void aQuietSocketHasAHeartbeat() throws InterruptedException {
        LiveSettings lively = LiveSettings.DEFAULT.withHeartbeat(Duration.ofMillis(100));
        try (TestServer other = TestServer.start(Responder.echo(), lively);
                SocketClient socket = SocketClient.open(other, other.user("Ann"))) {
            socket.awaitPings(3);
            socket.send("{}");
            socket.nextIsError("field_missing");
        }
    }

    @Test
    void onlySoManyMayKeepSilent() {
        LiveSettings few = LiveSettings.DEFAULT.withSocketBounds(100, 1);
        try (TestServer other = TestServer.start(Responder.echo(), few);
                SocketClient known = SocketClient.open(other, other.user("Ann"))) {
            // Until it is known whose it is, it would be the one that may keep silent.
            known.send("{}");
            known.nextIsError("field_missing");
            try (SocketClient first = SocketClient.open(other)) {
                // The client has its answer before the server has its socket.
                Awaitility.await().until(() -> other.connections() == 2);
                try (SocketClient second = SocketClient.open(other)) {
                    assertThat(second.closeCode()).isEqualTo(1013);
                }
                first.authenticate(other.user("Bob"));
                first.send("{}");
                first.nextIsError("field_missing");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1", "https://chat.example.org.evil.example"})
    void pagesOfOthersOpenNoSocket(String origin) {
        assertThatThrownBy(() -> SocketClient.open(server, "Origin", origin))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .satisfies(e -> assertThat(((WebSocketHandshakeException) e.getCause())
                                .getResponse()
                                .statusCode())
                        .isEqualTo(403));
        upgrade("/api/socket", origin).isProblem(403, "origin_denied");
    }

    /** Asks for an upgrade that is not granted. */
    private static RawAnswer upgrade(String path, String origin) {
        try (RawConnection connection = new RawConnection(server.address())) {
            connection.send("GET " + path
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: " + origin
                    + "\r\n\r\n");
            connection.closedWithin(Duration.ofMillis(500));
            return new RawAnswer(connection.received());
        }
    }

    @Test
    void otherPathsHaveNoSockets() {
        upgrade("/api/me", "http://localhost").isProblem(404, "path_unknown");
        upgrade("/nothing", "http://localhost").isProblem(404, "path_unknown");
    }

    @Test
    void pagesOfThisServerOpenSockets() {
        for (String origin : List.of(
                "http://" + server.address().getAuthority(),
                "https://" + server.address().getAuthority(),
                TestServer.PUBLIC_ORIGIN)) {
            try (SocketClient socket = SocketClient.open(server, "Origin", origin)) {
                socket.authenticate(ann);
                socket.send("{}");
                socket.nextIsError("field_missing");
            }
        }
    }

    @Test
    void withoutAnUpgradeThereIsNothing() {
        ann.get("/api/socket").isProblem(404, "path_unknown");
    }

    @Test
    void logoutEndsSubscriptionsAndSocket() {
        String conversation = ann.conversation(bob);
        try (SocketClient idle = SocketClient.open(server, bob);
                SocketClient following = SocketClient.open(server, bob)) {
            following.subscribe(conversation, 0);
            ann.say(conversation, "one");
            assertThat(following.next().get("event").textValue()).isEqualTo("entry");
            idle.send("{}");
            idle.nextIsError("field_missing");
            assertThat(bob.post("/api/logout", json()).status()).isEqualTo(204);
            ObjectNode end = following.next();
            assertThat(end.at("/data/code").textValue()).isEqualTo("revoked");
            assertThat(following.closeCode()).isEqualTo(1008);
            idle.nextIsError("unauthenticated");
            assertThat(idle.closeCode()).isEqualTo(1008);
        }
    }
}
