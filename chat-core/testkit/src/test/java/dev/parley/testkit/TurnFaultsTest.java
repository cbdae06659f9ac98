package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatEvent;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.TurnContext;
import dev.parley.core.store.TurnHold;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns whose responders, executors and store misbehave. */
class TurnFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final UserId BOT = new UserId("bot");

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final List<ChatEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(ChatEngine::close);
        store.close();
    }

    private ChatSession alice(ChatStore on, Responder responder, UnaryOperator<ChatEngineBuilder> change) {
        ChatEngine engine = change.apply(ChatEngine.builder(on)
                        .comparison(Duration.ofMillis(50))
                        .responder(BOT, responder, ReplyPolicy.DEFAULT.withConcurrency(1)))
                .build();
        engines.add(engine);
        return engine.session(Principal.of("alice"));
    }

    private static ConversationId room(ChatSession alice) {
        return alice.create(new NewConversation("Room", Map.of(BOT, ParticipantRole.BOT), false))
                .orThrow()
                .id();
    }

    private static Receipt ask(ChatSession alice, ConversationId room, String text) {
        return alice.send(room, Draft.of(text, text)).orThrow();
    }

    private static TurnStatus await(ChatSession session, Receipt question) {
        Deadline deadline = Deadline.after(PATIENCE);
        TurnStatus status = session.turn(question.turns().get(0)).orThrow();
        while (!status.state().finished() && !deadline.expired()) {
            LockSupport.parkNanos(1_000_000);
            status = session.turn(question.turns().get(0)).orThrow();
        }
        return status;
    }

    private ChatStore with(ChatTurns facet) {
        return new Planted(store, store.log(), null) {
            @Override
            public Optional<ChatTurns> turns() {
                return Optional.of(facet);
            }
        };
    }

    @Test
    void aTurnThatNoNodeCouldBeginEndsAndIsToldOf() throws InterruptedException {
        ChatStore broken = with(new ForwardingChatTurns(store.turns().orElseThrow()) {
            @Override
            public Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline) {
                throw new IllegalStateException("planted");
            }
        });
        CountDownLatch told = new CountDownLatch(1);
        ChatSession alice = alice(
                broken,
                Responder.echo(),
                builder -> builder.turnLease(Duration.ofMillis(100)).listener(event -> {
                    if (event instanceof ChatEvent.TurnEnded ended && ended.failure() == TurnFailure.ATTEMPTS_SPENT) {
                        told.countDown();
                    }
                }));
        assertThat(await(alice, ask(alice, room(alice), "a")).failure()).isEqualTo(TurnFailure.ATTEMPTS_SPENT);
        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStoreThatHangsDoesNotHoldUpTheEndOfTheEngine() throws InterruptedException {
        int turnsAtOnce = 50;
        AtomicInteger releases = new AtomicInteger();
        ChatStore hanging = with(new ForwardingChatTurns(store.turns().orElseThrow()) {
            @Override
            public TurnHold release(TurnLease lease, Duration delay, boolean counts, Deadline deadline) {
                releases.incrementAndGet();
                while (!deadline.expired()) {
                    LockSupport.parkNanos(deadline.remaining().toNanos());
                }
                return super.release(lease, delay, counts, deadline);
            }
        });
        CountDownLatch begun = new CountDownLatch(turnsAtOnce);
        Responder waits = (turn, sink, cancellation) -> {
            begun.countDown();
            awaitQuietly(new CountDownLatch(1));
            return new ReplyOutcome.Stopped();
        };
        ChatSession alice = alice(
                hanging,
                waits,
                builder -> builder.timeout(Duration.ofMillis(100))
                        .turnLease(Duration.ofMillis(500))
                        .responder(BOT, waits, ReplyPolicy.DEFAULT.withConcurrency(turnsAtOnce)));
        for (int i = 0; i < turnsAtOnce; i++) {
            ask(alice, room(alice), "a");
        }
        begun.await();
        engines.forEach(ChatEngine::close);
        assertThat(releases.get()).isBetween(1, turnsAtOnce - 1);
    }

    @Test
    void aFragmentOfWhichNobodyKnowsWhetherItWasKeptDoesNotFailTheTurn() {
        AtomicBoolean planted = new AtomicBoolean();
        ChatStore faulty = with(new ForwardingChatTurns(store.turns().orElseThrow()) {
            @Override
            public TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline) {
                TurnHold answer = super.write(lease, offset, text, duration, deadline);
                if (planted.compareAndSet(false, true)) {
                    throw ChatException.fault(ErrorCode.OUTCOME_UNKNOWN, "planted", null);
                }
                return answer;
            }
        });
        ChatSession alice = alice(
                faulty,
                (turn, sink, cancellation) -> {
                    sink.write("one ");
                    // As much as is written at once.
                    sink.write("x".repeat(4_096));
                    sink.write("y".repeat(4_096));
                    return ReplyOutcome.completed();
                },
                builder -> builder);
        ConversationId room = room(alice);
        assertThat(await(alice, ask(alice, room, "a")).state()).isEqualTo(TurnState.COMPLETED);
        assertThat(alice.messages(room, HistoryRange.latest(1)).orThrow().items())
                .singleElement()
                .satisfies(message -> assertThat(message.text()).hasSize(4 + 2 * 4_096));
        assertThat(planted).isTrue();
    }

    @Test
    void anExecutorThatFailsCostsNeitherTheMessageNorTheSlot() {
        AtomicBoolean planted = new AtomicBoolean();
        ChatSession alice = alice(
                store,
                Responder.echo(),
                builder -> builder.turnExecutor(task -> {
                    if (planted.compareAndSet(false, true)) {
                        throw new InternalError("planted: no thread left");
                    }
                    new Thread(task).start();
                }));
        assertThat(await(alice, ask(alice, room(alice), "a")).state()).isEqualTo(TurnState.COMPLETED);
    }

    @Test
    void anInterruptThatABotLeavesBehindReachesNobodyElse() {
        ChatSession alice = alice(
                store,
                (turn, sink, cancellation) -> {
                    sink.write("said");
                    Thread.currentThread().interrupt();
                    return ReplyOutcome.completed();
                },
                builder -> builder.turnExecutor(Runnable::run));
        Receipt question = ask(alice, room(alice), "a");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(alice.turn(question.turns().get(0)).orThrow().state()).isEqualTo(TurnState.COMPLETED);
    }

    @Test
    void anInterruptedSenderStaysInterruptedAndTheBotIsNot() {
        ChatSession alice = alice(store, Responder.echo(), builder -> builder.turnExecutor(Runnable::run));
        ConversationId room = room(alice);
        Thread.currentThread().interrupt();
        Receipt question = ask(alice, room, "a");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(alice.turn(question.turns().get(0)).orThrow().state()).isEqualTo(TurnState.COMPLETED);
    }

    @Test
    void whatABotWantsDoneAtItsEndDoesNotHoldUpWhoStopsIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch returned = new CountDownLatch(1);
        AtomicReference<Thread> canceller = new AtomicReference<>();
        ChatSession alice = alice(
                store,
                (turn, sink, cancellation) -> {
                    cancellation.onRequest(() -> {
                        canceller.set(Thread.currentThread());
                        stopped.countDown();
                        awaitQuietly(returned);
                    });
                    begun.countDown();
                    awaitQuietly(stopped);
                    return new ReplyOutcome.Stopped();
                },
                builder -> builder);
        ConversationId room = room(alice);
        ask(alice, room, "a");
        begun.await();
        Thread stopping = new Thread(() -> alice.stopTurns(room));
        stopping.start();
        stopping.join(PATIENCE.toMillis());
        assertThat(stopping.isAlive()).isFalse();
        assertThat(stopped.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(canceller.get()).isNotSameAs(stopping);
        returned.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean unused = latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aBotThatSaysNothingOfItsOutcomeFails() {
        ChatSession alice = alice(store, (turn, sink, cancellation) -> null, builder -> builder);
        assertThat(await(alice, ask(alice, room(alice), "a")).failure()).isEqualTo(TurnFailure.RESPONDER_FAILED);
    }

    @Test
    void aBotThatAsksItselfElsewhereDoesNotPileUpInTheThreadOfTheSender() {
        int length = 2_000;
        List<ConversationId> rooms = new ArrayList<>();
        AtomicReference<ChatSession> session = new AtomicReference<>();
        AtomicReference<Receipt> last = new AtomicReference<>();
        ChatSession alice = alice(
                store,
                (turn, sink, cancellation) -> {
                    int next = Integer.parseInt(turn.question().text()) + 1;
                    if (next < length) {
                        last.set(ask(session.get(), rooms.get(next), String.valueOf(next)));
                    }
                    sink.write("asked");
                    return ReplyOutcome.completed();
                },
                builder -> builder.turnExecutor(Runnable::run));
        session.set(alice);
        for (int i = 0; i < length; i++) {
            rooms.add(room(alice));
        }
        last.set(ask(alice, rooms.get(0), "0"));
        Deadline deadline = Deadline.after(PATIENCE);
        while (!last.get().message().conversation().equals(rooms.get(length - 1)) && !deadline.expired()) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(await(alice, last.get()).state()).isEqualTo(TurnState.COMPLETED);
        assertThat(last.get().message().conversation()).isEqualTo(rooms.get(length - 1));
    }
}
