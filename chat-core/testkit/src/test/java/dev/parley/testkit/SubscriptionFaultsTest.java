package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatEngineBuilder;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.EndReason;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.LiveDelivery;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.time.Deadline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscriptions whose consumers, executors and store misbehave. */
class SubscriptionFaultsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final UserId BOB = new UserId("bob");

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final List<ChatEngine> engines = new ArrayList<>();

    @AfterEach
    void close() {
        engines.forEach(ChatEngine::close);
        store.close();
    }

    private ChatEngine engine(ChatStore on, UnaryOperator<ChatEngineBuilder> change) {
        ChatEngine engine = change.apply(ChatEngine.builder(on)).build();
        engines.add(engine);
        return engine;
    }

    private ChatEngine engine() {
        return engine(store, builder -> builder.comparison(Duration.ofHours(1)));
    }

    private static ConversationId room(ChatEngine engine) {
        return session(engine, "alice")
                .create(NewConversation.of("Room", BOB))
                .orThrow()
                .id();
    }

    private static ChatSession session(ChatEngine engine, String user) {
        return engine.session(Principal.of(user));
    }

    private static List<MessageId> send(ChatEngine engine, ConversationId room, int count) {
        List<MessageId> sent = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            sent.add(session(engine, "alice")
                    .send(room, Draft.of("k" + i, "m" + i))
                    .orThrow()
                    .message());
        }
        return sent;
    }

    private static List<LiveEvent> take(Subscription subscription, int count) {
        List<LiveEvent> events = new ArrayList<>();
        Deadline deadline = Deadline.after(PATIENCE);
        while (events.size() < count && !deadline.expired()) {
            events.addAll(subscription.take(count - events.size(), deadline));
        }
        return events;
    }

    private static Subscription subscribe(ChatEngine engine, ConversationId room, long after) {
        return session(engine, "bob")
                .subscribe(room, after, AccessCheck.always())
                .orThrow();
    }

    @Test
    void closingEndsAWaitInAnotherThread() throws InterruptedException {
        ChatEngine engine = engine();
        Subscription subscription = subscribe(engine, room(engine), 0);
        Thread waiting = new Thread(() -> {
            List<LiveEvent> unused = subscription.take(1, Deadline.after(Duration.ofHours(1)));
        });
        waiting.start();
        Deadline deadline = Deadline.after(PATIENCE);
        while (waiting.getState() != Thread.State.TIMED_WAITING && !deadline.expired()) {
            Thread.onSpinWait();
        }
        subscription.close();
        waiting.join(PATIENCE.toMillis());
        assertThat(waiting.isAlive()).isFalse();
    }

    @Test
    void whatIsRedactedWhileAPageWaitsIsNotShown() {
        ChatEngine engine = engine();
        ConversationId room = room(engine);
        List<MessageId> sent = send(engine, room, 30);
        try (Subscription watching = subscribe(engine, room, 30);
                Subscription behind = subscribe(engine, room, 0)) {
            assertThat(take(behind, 1)).hasSize(1);
            session(engine, "alice").redact(sent.get(9)).orThrow();
            assertThat(take(watching, 1)).hasSize(1);
            List<LiveEvent> events = take(behind, 30);
            assertThat(events).hasSize(30);
            assertThat(((LiveEvent.Appended) events.get(8)).entry())
                    .isInstanceOfSatisfying(
                            Entry.Posted.class,
                            posted -> assertThat(posted.text()).isEmpty());
        }
    }

    @Test
    void whoPollsWithoutPauseGetsNoEntryTwice() throws Exception {
        ChatEngine engine = engine();
        ConversationId room = room(engine);
        int count = send(engine, room, 1_000).size();
        int consumers = 8;
        // Reads on more threads than one, and consumers that wait for each other, so that pages come at any moment.
        ExecutorService threads = Executors.newFixedThreadPool(consumers + 2);
        try (LiveDelivery delivery =
                new LiveDelivery(store.feed(), EventBus.inMemory(), threads, threads, PATIENCE, null)) {
            List<Future<List<Long>>> all = new ArrayList<>();
            for (int i = 0; i < consumers; i++) {
                all.add(threads.submit(() -> {
                    List<Long> got = new ArrayList<>();
                    for (int j = 0; j < 10; j++) {
                        got.addAll(pollAll(delivery, room, count));
                    }
                    return got;
                }));
            }
            List<Long> once = LongStream.rangeClosed(1, count).boxed().toList();
            for (Future<List<Long>> one : all) {
                List<Long> got = one.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                for (int from = 0; from < got.size(); from += count) {
                    assertThat(got.subList(from, Math.min(got.size(), from + count)))
                            .isEqualTo(once);
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static List<Long> pollAll(LiveDelivery delivery, ConversationId room, int count) {
        List<Long> got = new ArrayList<>();
        Deadline deadline = Deadline.after(PATIENCE);
        try (Subscription subscription = delivery.subscribe(
                        Principal.of("bob"), room, 0, AccessCheck.always(), deadline)
                .orThrow()) {
            while (got.size() < count && !deadline.expired()) {
                subscription
                        .poll(50)
                        .forEach(event ->
                                got.add(((LiveEvent.Appended) event).entry().seq()));
            }
        }
        return got;
    }

    @Test
    void whoWasErasedAndCameBackGetsNothingFromBetween() {
        ChatEngine engine = engine();
        ConversationId room = room(engine);
        try (Subscription subscription = subscribe(engine, room, 0)) {
            session(engine, "bob").eraseData().orThrow();
            session(engine, "alice").send(room, Draft.of("k", "secret")).orThrow();
            session(engine, "alice")
                    .addParticipant(room, BOB, ParticipantRole.MEMBER)
                    .orThrow();
            List<LiveEvent> events = take(subscription, 2);
            assertThat(((LiveEvent.Appended) events.get(0)).entry()).isInstanceOf(Entry.Left.class);
            assertThat(events).element(1).isEqualTo(new LiveEvent.Ended(EndReason.REMOVED, 1));
        }
    }

    @Test
    void anActionThatFailsBadlyDoesNotKeepTheOthersFromBeingTold() throws InterruptedException {
        ExecutorService oneThread = Executors.newSingleThreadExecutor();
        ChatEngine engine = engine(
                store,
                builder -> builder.deliveryExecutor(task -> oneThread.execute(() -> {
                    try {
                        task.run();
                    } catch (AssertionError e) {
                        // It would end the thread.
                        assertThat(e).hasMessage("planted");
                    }
                })));
        ConversationId room = room(engine);
        int count = 8;
        CountDownLatch waiting = new CountDownLatch(count);
        CountDownLatch told = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Subscription subscription = subscribe(engine, room, 0);
            subscription.onReady(() -> {
                CountDownLatch reached = subscription.poll(1).isEmpty() ? waiting : told;
                reached.countDown();
                throw new AssertionError("planted");
            });
        }
        assertThat(waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        send(engine, room, 1);
        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        oneThread.shutdown();
    }

    @Test
    void anExecutorThatTakesNoMoreCostsNoWakeUp() throws InterruptedException {
        ChatEngine engine = engine(
                store,
                builder -> builder.deliveryExecutor(task -> {
                    throw new RejectedExecutionException("planted");
                }));
        ConversationId room = room(engine);
        try (Subscription subscription = subscribe(engine, room, 0)) {
            CountDownLatch got = new CountDownLatch(1);
            subscription.onReady(() -> {
                if (!subscription.poll(1).isEmpty()) {
                    got.countDown();
                }
            });
            send(engine, room, 1);
            assertThat(got.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anActionThatIsReplacedBeforeItRunsDoesNotRunTwice() {
        List<Runnable> tasks = new ArrayList<>();
        ChatEngine engine =
                engine(store, builder -> builder.comparison(Duration.ofHours(1)).deliveryExecutor(tasks::add));
        try (Subscription subscription = subscribe(engine, room(engine), 0)) {
            List<String> told = new ArrayList<>();
            subscription.onReady(() -> told.add("first"));
            subscription.onReady(() -> told.add("second"));
            tasks.forEach(Runnable::run);
            assertThat(told).containsExactly("second");
            subscription.onReady(() -> told.add("third"));
            tasks.get(tasks.size() - 1).run();
            assertThat(told).containsExactly("second", "third");
        }
    }

    @Test
    void whoBeginsToListenAfterTheEngineHasClosedLearnsIt() {
        ChatEngine engine = engine();
        Subscription subscription = subscribe(engine, room(engine), 0);
        engine.close();
        List<LiveEvent> got = new ArrayList<>();
        subscription.onReady(() -> got.addAll(subscription.poll(1)));
        assertThat(got).containsExactly(new LiveEvent.Ended(EndReason.RECONNECT, 0));
    }

    @Test
    void anAccessCheckThatFailsBadlyEndsItselfOnly() {
        ChatEngine engine = engine(store, builder -> builder.comparison(Duration.ofMillis(50)));
        ConversationId room = room(engine);
        AtomicBoolean access = new AtomicBoolean(true);
        try (Subscription broken = session(engine, "bob")
                        .subscribe(room, 0, () -> {
                            throw new AssertionError("planted");
                        })
                        .orThrow();
                Subscription other =
                        session(engine, "bob").subscribe(room, 0, access::get).orThrow()) {
            assertThat(take(broken, 1)).containsExactly(new LiveEvent.Ended(EndReason.REVOKED, 0));
            access.set(false);
            assertThat(take(other, 1)).containsExactly(new LiveEvent.Ended(EndReason.REVOKED, 0));
        }
    }

    /** A facet of a store of which one method hangs. */
    private static <T> T hanging(Class<T> type, T delegate, String method, CountDownLatch hung, CountDownLatch until) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, args) -> {
            if (called.getName().equals(method)) {
                hung.countDown();
                until.await();
            }
            try {
                return called.invoke(delegate, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Test
    void accessIsCheckedWhileTheStoreHangs() throws InterruptedException {
        CountDownLatch hung = new CountDownLatch(3);
        CountDownLatch never = new CountDownLatch(1);
        ChatFeed feed = hanging(ChatFeed.class, store.feed(), "heads", hung, never);
        ChatTurns turns = hanging(ChatTurns.class, store.turns().orElseThrow(), "claimDue", hung, never);
        ChatStore hanging = new Planted(store, store.log(), null) {
            @Override
            public ChatFeed feed() {
                return feed;
            }

            @Override
            public Optional<ChatTurns> turns() {
                return Optional.of(turns);
            }
        };
        ConversationId room = room(engine());
        ChatEngine engine = engine(
                hanging,
                builder -> builder.comparison(Duration.ofMillis(50)).responder(new UserId("bot"), Responder.echo()));
        AtomicBoolean access = new AtomicBoolean(true);
        // The one that opens the feed reads heads and hangs itself.
        Thread first = new Thread(() -> {
            Subscription unused = subscribe(engine, room, 0);
        });
        first.setDaemon(true);
        first.start();
        hung.await();
        try (Subscription subscription =
                session(engine, "bob").subscribe(room, 0, access::get).orThrow()) {
            access.set(false);
            assertThat(take(subscription, 1)).containsExactly(new LiveEvent.Ended(EndReason.REVOKED, 0));
        } finally {
            never.countDown();
        }
        first.join(PATIENCE.toMillis());
    }
}
