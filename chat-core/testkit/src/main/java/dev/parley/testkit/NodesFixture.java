package dev.parley.testkit;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Nodes of one system, with a tenant and a bot of this test's own. For one thread. */
final class NodesFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofSeconds(1);
    private static final ReplyPolicy POLICY = ReplyPolicy.DEFAULT.withRetries(10, Duration.ofMillis(10));

    private final NodesFactory.Nodes nodes;
    private final Deque<ChatEngine> engines = new ArrayDeque<>();
    private final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    private final UserId bot = new UserId("bot-" + UUID.randomUUID());
    private final Principal alice = Principal.of(tenant, new UserId("alice"));

    /** A question that was put to the bot. */
    record Question(TurnId turn) {}

    NodesFixture(NodesFactory.Nodes nodes) {
        this.nodes = nodes;
    }

    Duration patience() {
        return PATIENCE;
    }

    ChatStore store() {
        return nodes.newStore();
    }

    ChatEngine node(UnaryOperator<ChatEngineBuilder> change) {
        return engine(nodes.newStore(), nodes.newBus(), change);
    }

    /** A node that neither tells nor hears anything. */
    ChatEngine deafNode(UnaryOperator<ChatEngineBuilder> change) {
        return engine(nodes.newStore(), LossyEventBus.losingAll(nodes.newBus()), change);
    }

    ChatEngine node(ChatStore store, Responder responder) {
        return engine(store, nodes.newBus(), builder -> builder.responder(bot, responder, POLICY));
    }

    private ChatEngine engine(ChatStore store, EventBus bus, UnaryOperator<ChatEngineBuilder> change) {
        ChatEngine engine = change.apply(ChatEngine.builder(store).eventBus(bus).turnLease(LEASE))
                .build();
        engines.push(engine);
        return engine;
    }

    ChatSession session(ChatEngine engine) {
        return engine.session(alice);
    }

    ConversationId room(ChatEngine engine) {
        return session(engine)
                .create(NewConversation.of("Room").with(bot, ParticipantRole.BOT))
                .orThrow()
                .id();
    }

    List<ConversationId> rooms(ChatEngine engine, int count) {
        return IntStream.range(0, count).mapToObj(i -> room(engine)).toList();
    }

    /** Has notices sent, which no bot answers, by several threads through all nodes. */
    CompletableFuture<Void> sendFrom(ConversationId room, int threads, int each) {
        List<ChatEngine> all = List.copyOf(engines);
        Principal service = Principal.service(tenant, alice.user());
        return CompletableFuture.runAsync(() -> Concurrently.run(threads, thread -> {
            ChatSession session = all.get(thread % all.size()).session(service);
            for (int i = 0; i < each; i++) {
                session.send(room, Draft.notice(LogFixture.newKey(), "message " + i + " of " + thread))
                        .orThrow();
            }
            return thread;
        }));
    }

    Question ask(ChatEngine engine, ConversationId room, String text) {
        return new Question(session(engine)
                .send(room, Draft.of(LogFixture.newKey(), text))
                .orThrow()
                .turns()
                .get(0));
    }

    List<Question> askInEach(ChatEngine engine, List<ConversationId> rooms, int times) {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            String text = "question " + i;
            rooms.forEach(room -> questions.add(ask(engine, room, text)));
        }
        return questions;
    }

    TurnStatus awaitEnd(ChatEngine engine, Question question) {
        Deadline deadline = Deadline.after(PATIENCE);
        TurnStatus status = session(engine).turn(question.turn()).orThrow();
        while (!status.state().finished() && !deadline.expired()) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            status = session(engine).turn(question.turn()).orThrow();
        }
        return status;
    }

    List<String> texts(ChatEngine engine, ConversationId room) {
        return session(engine).messages(room, HistoryRange.latest(200)).orThrow().items().stream()
                .map(Message::text)
                .toList();
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting", e);
        }
    }

    /** What a responder does that has been forgotten by its node. */
    static ReplyOutcome waitForTheEnd(Cancellation cancellation) {
        CountDownLatch end = new CountDownLatch(1);
        cancellation.onRequest(end::countDown);
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ReplyOutcome.Stopped();
    }

    @Override
    public void close() {
        engines.forEach(ChatEngine::close);
        nodes.close();
    }
}
