package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.EventStream.Event;
import dev.parley.examples.server.live.LiveSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventApiTest {

    /** Five times the second within which access ends. */
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);

    private static TestServer server;

    private Client ann;
    private Client bob;
    private String conversation;
    private String path;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void talk() {
        ann = server.user("Ann");
        bob = server.user("Bob");
        conversation = ann.conversation(bob);
        path = "/api/conversations/" + conversation;
    }

    private EventStream open(Client reader, String query, String... headers) {
        return EventStream.open(server, reader, conversation, query, headers);
    }

    @Test
    void idsAreDenseFromAnyCursor() {
        for (int i = 1; i <= 6; i++) {
            ann.say(conversation, "m" + i);
        }
        ann.patch(path, json().put("title", "New"));
        for (int after = 0; after <= 7; after++) {
            try (EventStream byAddress = open(bob, "?after=" + after);
                    EventStream byHeader = open(bob, "?after=3", "Last-Event-ID", "" + after)) {
                String message = ann.say(conversation, "n" + after);
                String last = message.substring(message.indexOf('.') + 1);
                List<String> expected = LongStream.rangeClosed(after + 1, Long.parseLong(last))
                        .mapToObj(Long::toString)
                        .toList();
                for (EventStream stream : List.of(byAddress, byHeader)) {
                    List<Event> events = stream.until(event -> event.id().equals(last));
                    assertThat(events).extracting(Event::name).containsOnly("entry");
                    assertThat(events).extracting(Event::id).containsExactlyElementsOf(expected);
                    assertThat(events).allMatch(event -> event.field("seq").equals(event.id()));
                }
            }
        }
    }

    @Test
    void theHeadIsThatOfAStream() {
        try (EventStream stream = open(bob, "")) {
            assertThat(stream.head)
                    .contains("Content-Type: text/event-stream", "Cache-Control: no-store", "X-Accel-Buffering: no");
        }
        Answer head = bob.send("HEAD", path + "/events", "");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).startsWith("text/event-stream");
    }

    @Test
    void everyTypeOfEntrySaysWhatHappened() {
        Client cid = server.user("Cid");
        String message = ann.say(conversation, "one \uD83D\uDE00");
        ann.patch(path + "/messages/" + message, json().put("text", "two"), "If-Match", "\"1\"");
        ann.patch(path, json().put("title", "New"));
        ann.post(path + "/participants", json().put("userId", cid.id).put("role", "member"));
        ann.delete(path + "/participants/" + cid.id);
        String wiped = ann.say(conversation, "gone");
        try (EventStream stream = open(bob, "")) {
            JsonNode posted = stream.next().data();
            JsonNode shown = bob.get(path + "/messages?after=0").json().at("/messages/0");
            assertThat(posted.get("type").textValue()).isEqualTo("posted");
            assertThat(posted.get("author")).isEqualTo(json("{'id':'" + ann.id + "','name':'Ann'}"));
            assertThat(posted.get("at")).isEqualTo(shown.get("createdAt"));
            assertThat(new Fields(posted.get("message")).names()).isEqualTo(new Fields(shown).names());
            assertThat(posted.at("/message/id").textValue()).isEqualTo(message);
            assertThat(posted.at("/message/text").textValue()).isEqualTo("one \uD83D\uDE00");
            JsonNode edited = stream.next().data();
            assertThat(edited.get("type").textValue()).isEqualTo("edited");
            assertThat(edited.get("messageId").textValue()).isEqualTo(message);
            assertThat(edited.get("revision").intValue()).isEqualTo(2);
            assertThat(edited.get("text").textValue()).isEqualTo("two");
            assertThat(edited.get("redacted").booleanValue()).isFalse();
            JsonNode renamed = stream.next().data();
            assertThat(renamed.get("type").textValue()).isEqualTo("renamed");
            assertThat(renamed.get("title").textValue()).isEqualTo("New");
            JsonNode joined = stream.next().data();
            assertThat(joined.get("type").textValue()).isEqualTo("joined");
            assertThat(joined.get("user")).isEqualTo(json("{'id':'" + cid.id + "','name':'Cid'}"));
            assertThat(joined.get("role").textValue()).isEqualTo("member");
            JsonNode left = stream.next().data();
            assertThat(left.get("type").textValue()).isEqualTo("left");
            assertThat(left.get("user")).isEqualTo(joined.get("user"));
            assertThat(stream.next().data().at("/message/text").textValue()).isEqualTo("gone");
            ann.delete(path + "/messages/" + wiped);
            JsonNode redacted = stream.next().data();
            assertThat(redacted.get("type").textValue()).isEqualTo("redacted");
            assertThat(redacted.get("messageId").textValue()).isEqualTo(wiped);
        }
        try (EventStream again = open(bob, "?after=5")) {
            JsonNode posted = again.next().data();
            assertThat(posted.at("/message/redacted").booleanValue()).isTrue();
            assertThat(posted.at("/message/text").textValue()).isEmpty();
        }
    }

    @Test
    void strangersAndTheUnknownGetNoStream() {
        Client cid = server.user("Cid");
        cid.get(path + "/events").isProblem(404, "conversation_not_found");
        cid.get("/api/conversations/nonsense/events").isProblem(404, "conversation_not_found");
        server.stranger().get(path + "/events").isProblem(401, "unauthenticated");
        bob.withToken("x", bob.id).get(path + "/events").isProblem(401, "unauthenticated");
        bob.withToken(null, bob.id).get(path + "/events?token=" + bob.token()).isProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @CsvSource({
        "x,parameter_malformed",
        "1.5,parameter_malformed",
        "1&after=2,parameter_malformed",
        "-1,seq_out_of_range",
        "1,seq_out_of_range",
        "99999999999999999999,seq_out_of_range"
    })
    void aCursorThatCannotBeIsRefused(String after, String code) {
        bob.get(path + "/events?after=" + after).isProblem(400, code);
    }

    @ParameterizedTest
    @CsvSource({
        "x,last_event_id_malformed",
        "-1,last_event_id_malformed",
        "99999999999999999999,last_event_id_malformed",
        "9999999999999999999,last_event_id_malformed",
        "1,seq_out_of_range"
    })
    void aLastEventIdThatCannotBeIsRefused(String id, String code) {
        bob.send("GET", path + "/events", "", "Last-Event-ID", id).isProblem(400, code);
    }

    @Test
    void whoIsRemovedIsTold() {
        try (EventStream stream = open(bob, "")) {
            ann.delete(path + "/participants/" + bob.id);
            Event left = stream.next();
            assertThat(left.field("type")).isEqualTo("left");
            assertThat(left.data().at("/user/id").textValue()).isEqualTo(bob.id);
            Event end = stream.next();
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.id()).isEmpty();
            assertThat(end.data()).isEqualTo(json("{'code':'removed','cursor':1}"));
            stream.isOver();
        }
    }

    @Test
    void logoutEndsTheStreamOfThatTokenOnly() {
        Client elsewhere = ann;
        Client again = server.user("Bob");
        ann.post(path + "/participants", json().put("userId", again.id).put("role", "member"));
        try (EventStream stream = open(bob, "?after=1");
                EventStream other = open(elsewhere, "?after=1")) {
            long start = System.nanoTime();
            assertThat(bob.post("/api/logout", json()).status()).isEqualTo(204);
            Event end = stream.next();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(REVOKED_WITHIN);
            assertThat(end.data()).isEqualTo(json("{'code':'revoked','cursor':1}"));
            stream.isOver();
            bob.get("/api/me").isProblem(401, "unauthenticated");
            ann.say(conversation, "one");
            assertThat(other.next().id()).isEqualTo("2");
        }
    }

    @Test
    void erasureEndsTheStream() {
        try (EventStream stream = open(bob, "")) {
            long start = System.nanoTime();
            assertThat(bob.post("/api/me/erase", json().put("password", Client.PASSWORD))
                            .status())
                    .isEqualTo(200);
            Event end = stream.next("end");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(REVOKED_WITHIN);
            assertThat(end.field("code")).isIn("revoked", "removed");
            stream.isOver();
        }
    }

    @Test
    void typingIsSeenByTheOthers() {
        try (EventStream annStream = open(ann, "");
                EventStream bobStream = open(bob, "")) {
            assertThat(ann.post(path + "/typing", json()).status()).isEqualTo(204);
            assertThat(bobStream.next()).isEqualTo(new Event("typing", "", json("{'userId':'" + ann.id + "'}")));
            ann.say(conversation, "one");
            assertThat(annStream.next().name()).isEqualTo("entry");
        }
        server.user("Cid").post(path + "/typing", json()).isProblem(404, "conversation_not_found");
    }

    @Test
    void readingIsSeenByEverybodyAndStandsInTheConversation() {
        ann.say(conversation, "one");
        ann.say(conversation, "two");
        try (EventStream annStream = open(ann, "?after=2");
                EventStream bobStream = open(bob, "?after=2")) {
            assertThat(bob.post(path + "/read", json().put("seq", 1)).status()).isEqualTo(204);
            Event read = new Event("read", "", json("{'userId':'" + bob.id + "','seq':1}"));
            assertThat(annStream.next()).isEqualTo(read);
            assertThat(bobStream.next()).as("on another device").isEqualTo(read);
            assertThat(bob.post(path + "/read", json().put("seq", 1)).status()).isEqualTo(204);
            assertThat(bob.post(path + "/read", json().put("seq", 0)).status()).isEqualTo(204);
            assertThat(bob.post(path + "/read", json().put("seq", 99)).status()).isEqualTo(204);
            assertThat(annStream.next().data()).isEqualTo(json("{'userId':'" + bob.id + "','seq':2}"));
        }
        assertThat(ann.get(path).json().get("participants"))
                .containsExactlyInAnyOrder(
                        json("{'userId':'" + ann.id + "','name':'Ann','role':'owner','readSeq':2}"),
                        json("{'userId':'" + bob.id + "','name':'Bob','role':'member','readSeq':2}"));
    }

    @Test
    void aQuietStreamHasAHeartbeat() {
        LiveSettings lively = LiveSettings.DEFAULT.withHeartbeat(Duration.ofMillis(100));
        try (TestServer other = TestServer.start(Responder.echo(), lively)) {
            Client cid = other.user("Cid");
            String quiet = cid.conversation();
            try (EventStream stream = EventStream.open(other, cid, quiet, "")) {
                for (int i = 0; i < 3; i++) {
                    stream.awaitComment();
                }
                cid.say(quiet, "one");
                assertThat(stream.next().id()).isEqualTo("1");
            }
        }
    }
}
