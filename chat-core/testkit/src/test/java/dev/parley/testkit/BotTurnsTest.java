package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns as an engine carries them out. */
class BotTurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final UserId BOT = new UserId("bot");
    private static final ReplyPolicy POLICY = ReplyPolicy.DEFAULT.withRetries(3, Duration.ofMillis(1));

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final EventBus bus = EventBus.inMemory();
    private final List<ChatEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(ChatEngine::close);
        store.close();
    }

    private ChatEngine engine(Responder responder, ReplyPolicy policy) {
        return engine(builder -> builder.responder(BOT, responder, policy));
    }

    private ChatEngine engine(UnaryOperator<ChatEngineBuilder> change) {
        ChatEngine engine = change.apply(ChatEngine.builder(store)
                        .eventBus(bus)
                        .comparison(Duration.ofMillis(50))
                        .turnLease(Duration.ofMillis(500))
                        .turnFlush(Duration.ofMillis(5)))
                .build();
        engines.add(engine);
        return engine;
    }

    private static ConversationId room(ChatSession alice) {
        return alice.create(new NewConversation("Room", Map.of(BOT, ParticipantRole.BOT), false))
                .orThrow()
                .id();
    }

    private static TurnStatus await(ChatSession session, Receipt question) {
        TurnId turn = question.turns().get(0);
        Deadline deadline = Deadline.after(PATIENCE);
        TurnStatus status = session.turn(turn).orThrow();
        while (!status.state().finished() && !deadline.expired()) {
            LockSupport.parkNanos(1_000_000);
            status = session.turn(turn).orThrow();
        }
        return status;
    }

    private static List<Message> messages(ChatSession session, ConversationId room) {
        return session.messages(room, HistoryRange.latest(100)).orThrow().items();
    }

    @Test
    void theEchoStreamsAndThenPosts() {
        ChatSession alice = engine(Responder.echo(), POLICY).session(Principal.of("alice"));
        ConversationId room = room(alice);
        try (Subscription subscription =
                alice.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            Receipt question = alice.send(room, Draft.of("k", "one two three")).orThrow();
            TurnStatus status = await(alice, question);
            assertThat(status.state()).isEqualTo(TurnState.COMPLETED);
            Message answer = messages(alice, room).get(1);
            assertThat(answer.kind()).isEqualTo(MessageKind.BOT);
            assertThat(answer.text()).isEqualTo("one two three");
            assertThat(answer.answer()).isNotNull();
            List<LiveEvent> events = new ArrayList<>();
            Deadline deadline = Deadline.after(PATIENCE);
            while (!events.contains(new LiveEvent.TurnChanged(status)) && !deadline.expired()) {
                events.addAll(subscription.take(10, deadline));
            }
            assertThat(events).filteredOn(LiveEvent.Appended.class::isInstance).hasSize(2);
            assertThat(events.get(events.size() - 1)).isEqualTo(new LiveEvent.TurnChanged(status));
        }
    }

    @Test
    void questionsAreAnsweredInOrderAndHistoryHasWhatWasCompleted() {
        ConcurrentLinkedQueue<List<String>> histories = new ConcurrentLinkedQueue<>();
        ChatSession alice = engine(
                        (turn, sink, cancellation) -> {
                            histories.add(
                                    turn.history().stream().map(Message::text).toList());
                            if (turn.question().text().equals("fail")) {
                                throw new IllegalStateException("broken");
                            }
                            sink.write("re " + turn.question().text());
                            return ReplyOutcome.completed();
                        },
                        POLICY)
                .session(Principal.of("alice"));
        ConversationId room = room(alice);
        alice.send(room, Draft.of("1", "a")).orThrow();
        Receipt failing = alice.send(room, Draft.of("2", "fail")).orThrow();
        Receipt last = alice.send(room, Draft.of("3", "b")).orThrow();
        assertThat(await(alice, last).state()).isEqualTo(TurnState.COMPLETED);
        assertThat(await(alice, failing).failure()).isEqualTo(TurnFailure.RESPONDER_FAILED);
        assertThat(histories).containsExactly(List.of(), List.of("a", "re a"), List.of("a", "re a"));
    }

    @Test
    void aRetryableFailureIsTriedAgainWhileThePolicyAllows() {
        AtomicInteger calls = new AtomicInteger();
        ChatSession alice = engine(
                        (turn, sink, cancellation) -> {
                            sink.write("attempt " + turn.attempt());
                            return calls.incrementAndGet() % 4 == 3
                                    ? ReplyOutcome.completed()
                                    : new ReplyOutcome.Failed(true);
                        },
                        POLICY)
                .session(Principal.of("alice"));
        ConversationId room = room(alice);
        assertThat(await(alice, alice.send(room, Draft.of("1", "a")).orThrow()).state())
                .isEqualTo(TurnState.COMPLETED);
        assertThat(messages(alice, room).get(1).text()).isEqualTo("attempt 3");
        calls.set(3);
        TurnStatus status = await(alice, alice.send(room, Draft.of("2", "b")).orThrow());
        assertThat(status.failure()).isEqualTo(TurnFailure.RESPONDER_FAILED);
        assertThat(status.attempt()).isEqualTo(3);
    }

    @Test
    void aHangingResponderTimesOutAndOthersGoOn() {
        CountDownLatch never = new CountDownLatch(1);
        ChatSession alice = engine(
                        (turn, sink, cancellation) -> {
                            if (turn.question().text().equals("hang")) {
                                boolean deaf = true;
                                while (deaf) {
                                    try {
                                        never.await();
                                        deaf = false;
                                    } catch (InterruptedException e) {
                                        deaf = true;
                                    }
                                }
                            }
                            return Responder.echo().respond(turn, sink, cancellation);
                        },
                        POLICY.withTimeout(Duration.ofMillis(100)).withConcurrency(1))
                .session(Principal.of("alice"));
        ConversationId stuck = room(alice);
        ConversationId fine = room(alice);
        Receipt hanging = alice.send(stuck, Draft.of("1", "hang")).orThrow();
        Receipt behind = alice.send(stuck, Draft.of("2", "behind")).orThrow();
        Receipt other = alice.send(fine, Draft.of("1", "other")).orThrow();
        assertThat(await(alice, hanging).failure()).isEqualTo(TurnFailure.RESPONDER_TIMEOUT);
        assertThat(await(alice, behind).state()).isEqualTo(TurnState.COMPLETED);
        assertThat(await(alice, other).state()).isEqualTo(TurnState.COMPLETED);
        never.countDown();
    }

    @Test
    void aFloodFailsAndSoDoesWhatIsNoText() {
        ChatSession alice = engine(
                        (turn, sink, cancellation) -> {
                            if (turn.question().text().equals("flood")) {
                                for (int i = 0; i < 1_000_000; i++) {
                                    sink.write("endless ");
                                }
                            }
                            sink.write(turn.question().text().equals("nul") ? "\0" : "\uD83D");
                            return ReplyOutcome.completed();
                        },
                        POLICY)
                .session(Principal.of("alice"));
        ConversationId room = room(alice);
        assertThat(await(alice, alice.send(room, Draft.of("1", "flood")).orThrow())
                        .failure())
                .isEqualTo(TurnFailure.REPLY_TOO_LONG);
        assertThat(await(alice, alice.send(room, Draft.of("2", "nul")).orThrow())
                        .failure())
                .isEqualTo(TurnFailure.REPLY_MALFORMED);
        assertThat(await(alice, alice.send(room, Draft.of("3", "half")).orThrow())
                        .failure())
                .isEqualTo(TurnFailure.REPLY_MALFORMED);
        assertThat(messages(alice, room)).hasSize(3);
    }

    @Test
    void stoppingKeepsWhatWasSaid() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        ChatSession alice = engine(
                        (turn, sink, cancellation) -> {
                            cancellation.onRequest(cancelled::countDown);
                            sink.write("so far");
                            awaitQuietly(cancelled);
                            return new ReplyOutcome.Stopped();
                        },
                        POLICY)
                .session(Principal.of("alice"));
        ConversationId room = room(alice);
        Receipt question = alice.send(room, Draft.of("1", "a")).orThrow();
        awaitFragment(alice, room);
        assertThat(alice.stopTurns(room).orThrow())
                .singleElement()
                .satisfies(status -> assertThat(status.state()).isEqualTo(TurnState.STOPPED));
        assertThat(cancelled.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(await(alice, question).state()).isEqualTo(TurnState.STOPPED);
        Message answer = messages(alice, room).get(1);
        assertThat(answer.text()).isEqualTo("so far");
        assertThat(answer.answer()).matches(a -> a != null && a.stopped());
        assertThat(alice.stopTurns(room).orThrow()).isEmpty();
    }

    /** What nobody has seen has not been said. */
    private static void awaitFragment(ChatSession session, ConversationId room) {
        Deadline deadline = Deadline.after(PATIENCE);
        try (Subscription subscription =
                session.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            while (subscription.take(10, deadline).stream().noneMatch(LiveEvent.Fragment.class::isInstance)) {
                assertThat(deadline.expired()).isFalse();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anEngineThatClosesHandsItsTurnsOver() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        ChatEngine first = engine(
                (turn, sink, cancellation) -> {
                    sink.write("half an ans");
                    begun.countDown();
                    awaitQuietly(new CountDownLatch(1));
                    return new ReplyOutcome.Stopped();
                },
                POLICY);
        ChatSession alice = first.session(Principal.of("alice"));
        ConversationId room = room(alice);
        Receipt question = alice.send(room, Draft.of("1", "a question")).orThrow();
        begun.await();
        ChatSession elsewhere = engine(Responder.echo(), POLICY).session(Principal.of("alice"));
        first.close();
        assertThat(await(elsewhere, question).state()).isEqualTo(TurnState.COMPLETED);
        assertThat(messages(elsewhere, room)).extracting(Message::text).containsExactly("a question", "a question");
    }

    @Test
    void aNodeWithoutTheBotLeavesItsTurnsToAnother() {
        ChatSession here = engine(builder -> builder).session(Principal.of("alice"));
        ConversationId room = room(here);
        Receipt early = here.send(room, Draft.of("1", "early")).orThrow();
        engine(Responder.echo(), POLICY);
        assertThat(await(here, early).state()).isEqualTo(TurnState.COMPLETED);
        assertThat(await(here, here.send(room, Draft.of("2", "late")).orThrow()).state())
                .isEqualTo(TurnState.COMPLETED);
    }
}
