package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.EventStream.Event;
import dev.parley.examples.server.config.DatabaseSetting;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.store.jdbc.JdbcDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share nothing but a database. */
class TwoServersIT {

    private static EmbeddedPostgres postgres;
    private static String url;

    private final PacedBot bot = new PacedBot("one ", "two ");
    private final String email = UUID.randomUUID() + "@example.org";

    private Client annHere;
    private Client annThere;
    private TestServer here;
    private TestServer there;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.start();
        url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=postgres";
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void startServers() {
        here = TestServer.on(url, bot, LiveSettings.DEFAULT);
        there = TestServer.on(url, bot, LiveSettings.DEFAULT);
        here.stranger()
                .post(
                        "/api/register",
                        json().put("email", email)
                                .put("password", Client.PASSWORD)
                                .put("name", "Ann"));
        annHere = here.stranger().loggedIn(email, Client.PASSWORD);
        annThere = there.stranger().loggedIn(email, Client.PASSWORD);
    }

    private static String talkWithBot(Client user) {
        ObjectNode body = json().put("title", "A talk").put("bot", true);
        body.putArray("participants");
        return user.post("/api/conversations", body).json().get("id").textValue();
    }

    @Test
    void whatHappensAtOneIsSeenAtTheOther() {
        try (TestServer first = here;
                TestServer second = there) {
            Client bobThere = second.user("Bob");
            String conversation = annHere.conversation(bobThere);
            try (EventStream stream = EventStream.open(second, bobThere, conversation, "");
                    SocketClient socket = SocketClient.open(second, bobThere)) {
                socket.subscribe(conversation, 0);
                for (int i = 1; i <= 20; i++) {
                    String text = "m" + i + " \uD83D\uDE00" + "x".repeat(i * 700);
                    annHere.say(conversation, text);
                    Event event = stream.next("entry");
                    assertThat(event.id()).isEqualTo("" + i);
                    assertThat(event.data().at("/message/text").textValue()).isEqualTo(text);
                    assertThat(socket.until(e -> e.path("event").asText().equals("entry")))
                            .last()
                            .satisfies(e -> assertThat(e.get("data")).isEqualTo(event.data()));
                }
                annHere.post("/api/conversations/" + conversation + "/typing", json());
                assertThat(stream.next("typing").field("userId")).isEqualTo(annHere.id);
                bobThere.post("/api/conversations/" + conversation + "/read", json().put("seq", 20));
                assertThat(stream.next("read").field("userId")).isEqualTo(bobThere.id);
            }
            assertThat(first.streams()).isZero();
        }
    }

    @Test
    void aTurnIsSeenAndStoppedFromTheOther() {
        try (TestServer first = here;
                TestServer second = there) {
            String conversation = talkWithBot(annHere);
            try (EventStream stream = EventStream.open(second, annThere, conversation, "");
                    EventStream own = EventStream.open(first, annHere, conversation, "")) {
                annHere.say(conversation, "count");
                bot.step(1);
                Reply reply = new Reply();
                stream.until(event -> reply.take(event).equals("one "));
                // Whichever server has the bot speak, one of these is the other.
                for (Client ann : List.of(annHere, annThere)) {
                    assertThat(ann.post("/api/conversations/" + conversation + "/turn/stop", json())
                                    .status())
                            .isEqualTo(204);
                }
                for (EventStream each : List.of(stream, own)) {
                    Event entry = each.until(event -> event.id().equals("2")).stream()
                            .reduce((a, b) -> b)
                            .orElseThrow();
                    assertThat(entry.data().at("/message/text").textValue()).isEqualTo("one ");
                    assertThat(entry.data().at("/message/stopped").booleanValue())
                            .isTrue();
                }
            }
        }
    }

    /** These servers log in as a superuser and work as roles that it can put on; where people depend on it that is not enough. */
    @Test
    void inProductionASuperuserIsRefused(@TempDir Path directory) {
        try (TestServer first = here;
                TestServer second = there) {
            assertThat(List.of(first, second)).hasSize(2);
            Map<String, String> environment = Map.of(
                    "CHAT_ENV",
                    "production",
                    "DATABASE_URL",
                    url,
                    "JWT_SECRET",
                    "kq0mV3sR8hYw1zB7nTjXfL5dPuG9cEa2oIe6rUx4tMk=");
            DatabaseSetting setting = Settings.read(environment, directory).database();
            assertThatThrownBy(() -> JdbcDatabase.open(setting.toConfig()).close())
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                    .hasMessageContaining("above row security");
        }
    }

    /** The reader goes on at the other server, where the bot begins again or goes on. */
    @Test
    void whoseServerStopsGoesOnAtTheOther() {
        try (TestServer second = there) {
            String conversation = talkWithBot(annHere);
            String cursor;
            try (EventStream stream = EventStream.open(here, annHere, conversation, "")) {
                annHere.say(conversation, "count");
                bot.step(1);
                Reply reply = new Reply();
                stream.until(event -> reply.take(event).equals("one "));
                here.close();
                Event end = stream.next("end");
                assertThat(end.field("code")).isEqualTo("reconnect");
                cursor = end.field("cursor");
                stream.isOver();
            }
            try (EventStream stream = EventStream.open(second, annThere, conversation, "?after=" + cursor)) {
                bot.step(2);
                Reply reply = new Reply();
                stream.until(event -> reply.take(event).equals(bot.all()));
                bot.step(1);
                Event answer = stream.next("entry");
                assertThat(answer.id()).isEqualTo("2");
                assertThat(answer.data().at("/message/text").textValue()).isEqualTo(bot.all());
            }
        }
    }

    @Test
    void theEchoSpeaksAtEither() {
        here.close();
        there.close();
        try (TestServer first = TestServer.on(url, Responder.echo(), LiveSettings.DEFAULT);
                TestServer second = TestServer.on(url, Responder.echo(), LiveSettings.DEFAULT)) {
            Client ann = first.stranger().loggedIn(email, Client.PASSWORD);
            String conversation = talkWithBot(ann);
            Client elsewhere = second.stranger().loggedIn(email, Client.PASSWORD);
            try (EventStream stream = EventStream.open(second, elsewhere, conversation, "")) {
                for (int i = 0; i < 10; i++) {
                    ann.say(conversation, "hello " + i);
                }
                List<Event> events = stream.until(event -> event.id().equals("20"));
                assertThat(events.stream().map(Event::id).filter(id -> !id.isEmpty()))
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                                .mapToObj(Integer::toString)
                                .toList());
            }
        }
    }
}
