package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.reply.Responder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * What several engines on one store promise together, whatever the store and the bus. It carries the numbers of the
 * guarantees that it shows: G3, every subscriber sees every entry once and in order, from any cursor, on any node; and G4,
 * every question to a bot gets an outcome, and its message is never posted twice.
 */
public interface NodesContract extends NodesFactory {

    /** How much later than on a bus that works something may come on one that loses everything, five times over. */
    Duration FIVE_COMPARISONS = Duration.ofSeconds(5);

    /** A hundred readers that come and go while two nodes write. */
    @Rule("G3")
    default void readersThatComeAndGoSeeEachEntryOnceAndInOrder() {
        try (NodesFixture nodes = new NodesFixture(createNodes())) {
            ChatEngine first = nodes.node(builder -> builder);
            ChatEngine second = nodes.node(builder -> builder);
            ConversationId room = nodes.room(first);
            RestlessReaders readers = new RestlessReaders(100, room, List.of(first, second), nodes);
            CompletableFuture<Void> sending = nodes.sendFrom(room, 4, 250);
            readers.awaitAll(1_000, nodes.patience());
            sending.join();
        }
    }

    /** The same without any hint between the nodes, and none on the node itself either. */
    @Rule("G3")
    default void readersSeeTheSameIfEverySignalIsLost() {
        try (NodesFixture nodes = new NodesFixture(createNodes())) {
            ChatEngine first = nodes.deafNode(builder -> builder);
            ChatEngine second = nodes.deafNode(builder -> builder);
            ConversationId room = nodes.room(first);
            RestlessReaders readers = new RestlessReaders(20, room, List.of(first, second), nodes);
            nodes.sendFrom(room, 2, 50).join();
            readers.awaitAll(100, FIVE_COMPARISONS);
        }
    }

    /** A node that is cut off from its store in the middle of an answer. */
    @Rule("G4")
    default void anAnswerIsTakenUpByAnotherNode() {
        try (NodesFixture nodes = new NodesFixture(createNodes())) {
            CountDownLatch speaking = new CountDownLatch(1);
            FaultInjectingStore lost = new FaultInjectingStore(nodes.store());
            ChatEngine first = nodes.node(lost, (turn, sink, cancellation) -> {
                sink.write("This will never be ");
                speaking.countDown();
                return NodesFixture.waitForTheEnd(cancellation);
            });
            ConversationId room = nodes.room(first);
            NodesFixture.Question question = nodes.ask(first, room, "What survives?");
            NodesFixture.await(speaking);
            lost.cutOff();
            ChatEngine second = nodes.node(nodes.store(), Responder.echo());
            TurnStatus status = nodes.awaitEnd(second, question);
            assertThat(status.state()).isEqualTo(TurnState.COMPLETED);
            assertThat(status.attempt()).isGreaterThan(1);
            assertThat(nodes.texts(second, room)).containsExactly("What survives?", "What survives?");
        }
    }

    /** Readers of an answer that is begun by one node and ended by another. */
    @Rule("G4")
    default void readersOfATakenUpAnswerEndWithTheStoredMessage() {
        try (NodesFixture nodes = new NodesFixture(createNodes())) {
            CountDownLatch speaking = new CountDownLatch(1);
            FaultInjectingStore lost = new FaultInjectingStore(nodes.store());
            ChatEngine first = nodes.node(lost, (turn, sink, cancellation) -> {
                sink.write("Words that are 😀 replaced");
                speaking.countDown();
                return NodesFixture.waitForTheEnd(cancellation);
            });
            ConversationId room = nodes.room(first);
            ChatEngine second = nodes.node(nodes.store(), Responder.echo());
            RestlessReaders readers = new RestlessReaders(10, room, List.of(second), nodes);
            NodesFixture.Question question = nodes.ask(first, room, "An answer of several words 😀 and more");
            NodesFixture.await(speaking);
            lost.cutOff();
            readers.awaitAll(2, nodes.patience());
            nodes.awaitEnd(second, question);
            for (LiveTranscript transcript : readers.transcripts()) {
                assertThat(transcript.saying(question.turn())).isEmpty();
                assertThat(transcript.entries())
                        .extracting(entry -> ((Entry.Posted) entry).text())
                        .isEqualTo(nodes.texts(second, room));
            }
        }
    }

    /** Many questions at once, with nodes that come and go. */
    @Rule("G4")
    default void everyQuestionIsAnsweredOnceWhileNodesComeAndGo() {
        try (NodesFixture nodes = new NodesFixture(createNodes())) {
            ChatEngine stays = nodes.node(builder -> builder);
            List<ConversationId> rooms = nodes.rooms(stays, 10);
            List<NodesFixture.Question> questions = nodes.askInEach(stays, rooms, 5);
            for (int i = 0; i < 3; i++) {
                ChatEngine passing = nodes.node(nodes.store(), Responder.echo());
                nodes.awaitEnd(stays, questions.get(i * 10));
                passing.close();
            }
            ChatEngine last = nodes.node(nodes.store(), Responder.echo());
            questions.forEach(question ->
                    assertThat(nodes.awaitEnd(last, question).state()).isEqualTo(TurnState.COMPLETED));
            rooms.forEach(room -> assertThat(nodes.texts(last, room)).hasSize(10));
        }
    }
}
