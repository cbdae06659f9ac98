package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
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
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Subscriptions whose consumers and log are in each other's way. */
class SubscriptionFaultsTest extends SubscriptionFixture {

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
}
