package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.LiveTranscript;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** G4: a process that is killed in the middle of an answer, with readers of that answer at another. */
class KilledNodeIT {

    private static final int KILLS = Integer.getInteger("parley.kills", 5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READERS = 5;

    private final JdbcDatabaseConfig config = PostgresServer.newDatabase();

    @Test
    void readersOfAKilledNodesAnswerEndWithTheStoredMessage() throws IOException, InterruptedException {
        for (int seed = 1; seed <= KILLS; seed++) {
            try (Node here = new Node(builder -> builder)) {
                killOnce(here, seed);
            }
        }
    }

    private void killOnce(Node here, long seed) throws IOException, InterruptedException {
        ChatSession alice = here.engine.session(Principal.of("alice"));
        ConversationId room = alice.create(
                        NewConversation.of("Room " + seed).with(RamblingChild.BOT, ParticipantRole.BOT))
                .orThrow()
                .id();
        List<Reader> readers =
                Stream.generate(() -> new Reader(alice, room)).limit(READERS).toList();
        Process child = ChildProcess.start(RamblingChild.class, config.jdbcUrl(), Long.toString(seed));
        TurnId turn;
        try (BufferedReader lines = ChildProcess.lines(child)) {
            assertThat(lines.readLine()).isEqualTo("ready");
            turn = alice.send(room, Draft.of("k", "Go on.")).orThrow().turns().get(0);
            readers.get(0).readUntilItSpeaks(turn);
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (Node other = new Node(
                builder -> builder.responder(RamblingChild.BOT, RamblingChild.slowly(seed), RamblingChild.POLICY))) {
            for (Reader reader : readers) {
                reader.readToTheEnd();
            }
            TurnStatus status =
                    other.engine.session(alice.principal()).turn(turn).orThrow();
            String expected = RamblingChild.slowly(seed).textOf(turn, status.attempt());
            assertThat(status.state()).isEqualTo(TurnState.COMPLETED);
            assertThat(status.attempt()).as("seed %s", seed).isGreaterThan(1);
            for (Reader reader : readers) {
                assertThat(reader.texts()).as("seed %s", seed).containsExactly("Go on.", expected);
                assertThat(reader.transcript.saying(turn)).isEmpty();
            }
        }
    }

    /** One more node in this process, with connections of its own. */
    private final class Node implements AutoCloseable {
        private final JdbcDatabase database = JdbcDatabase.open(config);
        private final PostgresEventBus bus = PostgresEventBus.open(config);
        private final ChatEngine engine;

        Node(UnaryOperator<ChatEngineBuilder> change) {
            engine = change.apply(ChatEngine.builder(JdbcChatStore.on(database, InstantSource.system()))
                            .eventBus(bus)
                            .turnLease(RamblingChild.LEASE))
                    .build();
        }

        @Override
        public void close() {
            engine.close();
            bus.close();
            database.close();
        }
    }

    private static final class Reader {
        private final Deadline deadline = Deadline.after(PATIENCE);
        private final LiveTranscript transcript = new LiveTranscript(0);
        private final Subscription subscription;

        Reader(ChatSession session, ConversationId room) {
            subscription = session.subscribe(room, 0, AccessCheck.always()).orThrow();
        }

        void readUntilItSpeaks(TurnId turn) {
            while (transcript.saying(turn).isEmpty()) {
                readSome();
            }
        }

        void readToTheEnd() {
            while (transcript.last() < 2) {
                readSome();
            }
            subscription.close();
        }

        private void readSome() {
            List<LiveEvent> events = subscription.take(100, deadline);
            assertThat(events).as("events until the time was over").isNotEmpty();
            events.forEach(transcript::add);
        }

        List<String> texts() {
            return transcript.entries().stream()
                    .map(entry -> ((Entry.Posted) entry).text())
                    .toList();
        }
    }
}
