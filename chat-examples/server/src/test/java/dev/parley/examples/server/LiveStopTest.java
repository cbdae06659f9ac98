package dev.parley.examples.server;

import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.examples.server.EventStream.Event;
import dev.parley.examples.server.live.LiveSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server is told to stop while clients follow a conversation in which a bot speaks. */
class LiveStopTest {

    @Test
    void readersAreToldWhereToGoOn() throws Exception {
        PacedBot bot = new PacedBot("one ", "two ");
        TestServer server = TestServer.start(bot, LiveSettings.DEFAULT);
        Client ann = server.user("Ann");
        ObjectNode body = json().put("title", "A talk").put("bot", true);
        body.putArray("participants");
        String conversation =
                ann.post("/api/conversations", body).json().get("id").textValue();
        try (EventStream stream = EventStream.open(server, ann, conversation, "");
                SocketClient socket = SocketClient.open(server, ann);
                EventStream notRead = EventStream.open(server, ann, conversation, "")) {
            socket.subscribe(conversation, 0);
            ann.say(conversation, "count");
            bot.step(1);
            Reply reply = new Reply();
            stream.until(event -> reply.take(event).equals("one "));
            long start = System.nanoTime();
            Thread stop = new Thread(server::close);
            stop.start();
            Event end = stream.next("end");
            assertThat(end.data()).isEqualTo(json("{'code':'reconnect','cursor':1}"));
            stream.isOver();
            List<ObjectNode> events =
                    socket.until(event -> event.get("event").textValue().equals("end"));
            assertThat(events.get(events.size() - 1).get("data")).isEqualTo(end.data());
            assertThat(socket.closeCode()).isEqualTo(1001);
            assertThat(notRead.next("end").data()).isEqualTo(end.data());
            notRead.isOver();
            stop.join();
            // Nobody had to be waited for: neither the readers nor the bot, whose turn is another server's now.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(25));
        }
    }
}
