package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.reply.Responder;
import dev.parley.examples.server.EventStream.Event;
import dev.parley.examples.server.live.LiveSettings;
import java.lang.management.ManagementFactory;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Readers that open a stream and do not read it. */
class StalledReaderTest {

    private static final long MIB = 1024 * 1024;
    /** Of four bytes each: as large as messages get. */
    private static final String LARGE = "\uD83D\uDE00".repeat(16_000);

    private static final int MESSAGES = 200;
    private static final int SMALL_BUFFER = 4 * 1024;

    @Test
    void othersGetEverythingAndTheStalledAreDropped() {
        LiveSettings hasty = LiveSettings.DEFAULT.withStall(Duration.ofMillis(500));
        try (TestServer server = TestServer.start(Responder.echo(), hasty)) {
            Client ann = server.user("Ann");
            String conversation = ann.conversation();
            try (EventStream stalled = EventStream.open(server, ann, conversation, SMALL_BUFFER, "");
                    EventStream reading = EventStream.open(server, ann, conversation, "")) {
                for (int i = 1; i <= MESSAGES; i++) {
                    ann.say(conversation, LARGE);
                    assertThat(reading.next().id()).isEqualTo("" + i);
                }
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> server.connections() == 1 && server.streams() == 1);
                ann.say(conversation, "still here");
                assertThat(reading.next().id()).isEqualTo("" + (MESSAGES + 1));
                // What the system still had for it is gone as well, and it isn't told that this was the end.
                assertThatThrownBy(() -> stalled.until(event -> false)).hasRootCauseInstanceOf(SocketException.class);
            }
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
                ann.say(conversation, "who reads?");
                return server.streams() == 0;
            });
        }
    }

    @Test
    void whoIsOnlyQuietIsNotDropped() {
        LiveSettings hasty =
                LiveSettings.DEFAULT.withStall(Duration.ofMillis(100)).withHeartbeat(Duration.ofSeconds(1));
        try (TestServer server = TestServer.start(Responder.echo(), hasty)) {
            Client ann = server.user("Ann");
            String conversation = ann.conversation();
            try (EventStream quiet = EventStream.open(server, ann, conversation, "")) {
                // The first is that of the beginning.
                quiet.awaitComment();
                quiet.awaitComment();
                quiet.awaitComment();
                ann.say(conversation, "still here?");
                assertThat(quiet.next().id()).isEqualTo("1");
            }
        }
    }

    @Test
    void theStalledTakeLittleMemory() {
        try (TestServer server = TestServer.start()) {
            Client ann = server.user("Ann");
            String conversation = ann.conversation();
            for (int i = 1; i <= MESSAGES; i++) {
                ann.say(conversation, LARGE);
            }
            long before = liveHeap();
            List<EventStream> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < 50; i++) {
                    stalled.add(EventStream.open(server, ann, conversation, SMALL_BUFFER, ""));
                }
                try (EventStream reading = EventStream.open(server, ann, conversation, "")) {
                    List<Event> events = reading.until(event -> event.id().equals("" + MESSAGES));
                    assertThat(events).hasSize(MESSAGES);
                }
                assertThat(liveHeap() - before).isLessThan(128 * MIB);
            } finally {
                stalled.forEach(EventStream::close);
            }
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
