package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.delivery.EndReason;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.FeedHead;
import dev.parley.core.store.TurnLease;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Subscriptions whose actions, executors and store misbehave. */
class DeliveryThreadsTest extends SubscriptionFixture {

    private static void hang(CountDownLatch hung, CountDownLatch until) {
        hung.countDown();
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    @Test
    void accessIsCheckedWhileTheStoreHangs() throws InterruptedException {
        CountDownLatch hung = new CountDownLatch(3);
        CountDownLatch never = new CountDownLatch(1);
        ChatFeed feed = new ForwardingChatFeed(store.feed()) {
            @Override
            public Map<ConversationId, FeedHead> heads(Collection<ConversationId> conversations, Deadline deadline) {
                hang(hung, never);
                return super.heads(conversations, deadline);
            }
        };
        ChatTurns turns = new ForwardingChatTurns(store.turns().orElseThrow()) {
            @Override
            public List<TurnLease> claimDue(Collection<UserId> bots, Duration lease, int limit, Deadline deadline) {
                hang(hung, never);
                return super.claimDue(bots, lease, limit, deadline);
            }
        };
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
