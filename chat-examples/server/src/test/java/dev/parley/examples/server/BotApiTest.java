package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.core.reply.Responder;
import dev.parley.examples.intents.LinearIntentClassifier;
import dev.parley.examples.server.EventStream.Event;
import dev.parley.examples.server.intents.IntentResponder;
import dev.parley.examples.server.live.LiveSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BotApiTest {

    private static String talkWithBot(Client user, Client... others) {
        ObjectNode body = json().put("title", "A talk").put("bot", true);
        ArrayNode participants = body.putArray("participants");
        for (Client other : others) {
            participants.add(other.id);
        }
        return user.post("/api/conversations", body).json().get("id").textValue();
    }

    @Test
    void theEchoComesInFragmentsAndThenAsAMessage() {
        String text = "The quick \uD83E\uDD8A jumps over  the\nlazy dog ";
        try (TestServer server = TestServer.start()) {
            Client ann = server.user("Ann");
            String conversation = talkWithBot(ann);
            try (EventStream stream = EventStream.open(server, ann, conversation, "")) {
                String question = ann.say(conversation, text);
                Reply reply = new Reply();
                List<Event> events = stream.until(event -> event.field("state").equals("completed"));
                events.forEach(reply::take);
                String turn = question + ".parley-bot";
                assertThat(reply.turn).isIn("", turn);
                JsonNode answer = events.stream()
                        .filter(event -> event.id().equals("2"))
                        .findFirst()
                        .orElseThrow()
                        .data()
                        .get("message");
                assertThat(answer.get("turn").textValue()).isEqualTo(turn);
                assertThat(answer.get("kind").textValue()).isEqualTo("bot");
                assertThat(answer.get("text").textValue()).isEqualTo(text);
                assertThat(answer.get("author")).isEqualTo(json("{'id':'parley-bot','name':'Parley bot'}"));
                assertThat(answer.has("stopped")).isFalse();
                Event completed = events.get(events.size() - 1);
                assertThat(completed.name()).isEqualTo("turn");
                assertThat(completed.field("turn")).isEqualTo(turn);
                assertThat(completed.data().get("message")).isEqualTo(answer.get("id"));
                JsonNode page = ann.get("/api/conversations/" + conversation + "/messages")
                        .json();
                assertThat(page.at("/messages/1")).isEqualTo(answer);
                assertThat(page.at("/messages/0").has("turn")).isFalse();
            }
        }
    }

    /** The bot of the real server, on what it knows and on what nobody knows. */
    @Test
    void theBotSaysWhatItUnderstandsInFragments() {
        Responder bot = new IntentResponder(LinearIntentClassifier.load(), 0.3, Duration.ZERO);
        try (TestServer server = TestServer.start(bot, LiveSettings.DEFAULT)) {
            Client ann = server.user("Ann");
            String conversation = talkWithBot(ann);
            try (EventStream stream = EventStream.open(server, ann, conversation, "")) {
                ann.say(conversation, "Will it rain in Paris tomorrow?");
                stream.until(event -> event.field("state").equals("completed"));
                ann.say(conversation, "Zrblk \u05E9\u05DC\u05D5\u05DD qxqxq?");
                stream.until(event -> event.field("state").equals("completed"));
            }
            JsonNode page =
                    ann.get("/api/conversations/" + conversation + "/messages").json();
            assertThat(page.at("/messages/1/text").textValue()).startsWith("You want to know the weather (weather, ");
            assertThat(page.at("/messages/3/text").textValue()).startsWith("Sorry, I did not understand that.");
        }
    }

    @Test
    void inAGroupItIsAskedByItsNames() {
        try (TestServer server = TestServer.start()) {
            Client ann = server.user("Ann");
            String conversation = talkWithBot(ann, server.user("Bob"));
            try (EventStream stream = EventStream.open(server, ann, conversation, "")) {
                ann.say(conversation, "Bob, are you there?");
                for (String text : List.of("hi @parley-bot", "And you, PARLEY BOT?")) {
                    String question = ann.say(conversation, text);
                    List<Event> events =
                            stream.until(event -> event.field("state").equals("completed"));
                    assertThat(events)
                            .filteredOn(event -> event.name().equals("turn"))
                            .isNotEmpty()
                            .allSatisfy(event -> assertThat(event.field("turn")).isEqualTo(question + ".parley-bot"));
                }
            }
        }
    }

    @Test
    void whatAStoppedBotHasSaidStays() {
        PacedBot bot = new PacedBot("one ", "two ", "three ");
        try (TestServer server = TestServer.start(bot, LiveSettings.DEFAULT)) {
            Client ann = server.user("Ann");
            String conversation = talkWithBot(ann);
            String path = "/api/conversations/" + conversation;
            assertThat(ann.post(path + "/turn/stop", json()).status()).isEqualTo(204);
            try (EventStream stream = EventStream.open(server, ann, conversation, "")) {
                ann.say(conversation, "count");
                bot.step(2);
                Reply reply = new Reply();
                stream.until(event -> reply.take(event).equals("one two "));
                assertThat(ann.post(path + "/turn/stop", json()).status()).isEqualTo(204);
                List<Event> events = stream.until(event -> event.field("state").equals("stopped"));
                JsonNode answer = events.stream()
                        .filter(event -> event.id().equals("2"))
                        .findFirst()
                        .orElseThrow()
                        .data()
                        .get("message");
                assertThat(answer.get("text").textValue()).isEqualTo("one two ");
                assertThat(answer.get("stopped").booleanValue()).isTrue();
                assertThat(ann.get(path + "/messages").json().at("/messages/1")).isEqualTo(answer);
            }
            assertThat(ann.post(path + "/turn/stop", json()).status()).isEqualTo(204);
            server.user("Bob").post(path + "/turn/stop", json()).isProblem(404, "conversation_not_found");
        }
    }

    @Test
    void aBotThatFailsSaysSoInItsTurn() {
        Responder broken = (turn, sink, cancellation) -> {
            throw new IllegalStateException("planted");
        };
        try (TestServer server = TestServer.start(broken, LiveSettings.DEFAULT)) {
            Client ann = server.user("Ann");
            String conversation = talkWithBot(ann);
            try (EventStream stream = EventStream.open(server, ann, conversation, "")) {
                ann.say(conversation, "hello");
                List<Event> events = stream.until(event -> event.field("state").equals("failed"));
                Event failed = events.get(events.size() - 1);
                assertThat(failed.field("failure")).isEqualTo("responder_failed");
                assertThat(failed.data().has("message")).isFalse();
            }
        }
    }

    /** Cut at every byte, and taken up again where the last complete entry was. */
    @Test
    void whatIsCutAnywhereIsPutTogetherAgain() {
        PacedBot bot = new PacedBot("Grüße, ", "\uD83D\uDC69\u200D\uD83D\uDE80 ", "und \"noch\" ", "eins\n");
        try (TestServer server = TestServer.start(bot, LiveSettings.DEFAULT)) {
            Client ann = server.user("Ann");
            String conversation = talkWithBot(ann);
            ann.say(conversation, "sing");
            CutReader reader = new CutReader(server, ann, conversation);
            reader.until(() -> reader.cursor() == 1);
            bot.step(2);
            reader.until(() -> reader.text().length() > "Grüße, ".length());
            bot.step(2);
            reader.until(() -> reader.text().equals(bot.all()));
            bot.step(1);
            reader.until(() -> reader.cursor() == 2);
            assertThat(reader.text()).isEqualTo(bot.all());
            String stored = ann.get("/api/conversations/" + conversation + "/messages")
                    .json()
                    .at("/messages/1/text")
                    .textValue();
            assertThat(reader.text()).isEqualTo(stored);
        }
    }
}
