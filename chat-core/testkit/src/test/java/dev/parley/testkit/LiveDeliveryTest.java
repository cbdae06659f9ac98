package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.EndReason;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Entry;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscriptions as one engine gives them. */
class LiveDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final UserId BOB = new UserId("bob");

    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final ChatEngine engine =
            ChatEngine.builder(store).comparison(Duration.ofMillis(50)).build();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ChatSession bob = engine.session(Principal.of("bob"));
    private final ConversationId room =
            alice.create(NewConversation.of("Room", BOB)).orThrow().id();

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private void send(ChatSession session, String text) {
        session.send(room, Draft.of(text, text)).orThrow();
    }

    private static List<LiveEvent> take(Subscription subscription, int count) {
        List<LiveEvent> events = new ArrayList<>();
        Deadline deadline = Deadline.after(PATIENCE);
        while (events.size() < count && !deadline.expired()) {
            events.addAll(subscription.take(count - events.size(), deadline));
        }
        return events;
    }

    private static Entry entry(LiveEvent event) {
        return ((LiveEvent.Appended) event).entry();
    }

    private static List<Long> seqs(List<LiveEvent> events) {
        return events.stream().map(event -> entry(event).seq()).toList();
    }

    @Test
    void entriesComeInOrderFromAnyCursor() {
        for (int i = 1; i <= 300; i++) {
            send(i % 2 == 0 ? alice : bob, "m" + i);
        }
        try (Subscription all = bob.subscribe(room, 0, AccessCheck.always()).orThrow();
                Subscription late =
                        bob.subscribe(room, 290, AccessCheck.always()).orThrow()) {
            send(alice, "m301");
            assertThat(seqs(take(all, 301)))
                    .hasSize(301)
                    .isSorted()
                    .startsWith(1L, 2L)
                    .endsWith(300L, 301L);
            assertThat(seqs(take(late, 11)))
                    .containsExactly(291L, 292L, 293L, 294L, 295L, 296L, 297L, 298L, 299L, 300L, 301L);
            assertThat(all.cursor()).isEqualTo(301);
        }
    }

    @Test
    void everyTypeOfEntryComes() {
        try (Subscription subscription =
                bob.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            var receipt = alice.send(room, Draft.of("k", "text")).orThrow();
            alice.edit(receipt.message(), 1, "other").orThrow();
            alice.rename(room, "Other").orThrow();
            alice.addParticipant(room, new UserId("carol"), ParticipantRole.MEMBER)
                    .orThrow();
            alice.redact(receipt.message()).orThrow();
            assertThat(take(subscription, 5))
                    .extracting(event -> (Object) entry(event).getClass())
                    .containsExactly(
                            Entry.Posted.class,
                            Entry.Edited.class,
                            Entry.Renamed.class,
                            Entry.Joined.class,
                            Entry.Redacted.class);
        }
    }

    @Test
    void whatWasRedactedIsNotShownToWhoIsBehind() {
        try (Subscription watching =
                bob.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            var receipt = alice.send(room, Draft.of("k", "secret")).orThrow();
            assertThat(take(watching, 1)).hasSize(1);
            alice.redact(receipt.message()).orThrow();
            assertThat(take(watching, 1)).hasSize(1);
            try (Subscription late =
                    bob.subscribe(room, 0, AccessCheck.always()).orThrow()) {
                Entry.Posted posted = (Entry.Posted) entry(take(late, 1).get(0));
                assertThat(posted.wiped()).isTrue();
                assertThat(posted.text()).isEmpty();
            }
        }
    }

    @Test
    void whoJoinedLaterSeesNothingFromBefore() {
        var old = alice.send(room, Draft.of("k", "before")).orThrow();
        try (Subscription keepsTheFeed =
                bob.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            assertThat(take(keepsTheFeed, 1)).hasSize(1);
            UserId carol = new UserId("carol");
            alice.addParticipant(room, carol, ParticipantRole.MEMBER).orThrow();
            try (Subscription joined = engine.session(Principal.of("carol"))
                    .subscribe(room, 0, AccessCheck.always())
                    .orThrow()) {
                alice.edit(old.message(), 1, "still before").orThrow();
                send(alice, "after");
                List<LiveEvent> events = take(joined, 3);
                assertThat(entry(events.get(0))).isInstanceOf(Entry.Joined.class);
                assertThat(entry(events.get(1))).isInstanceOfSatisfying(Entry.Edited.class, edited -> {
                    assertThat(edited.wiped()).isTrue();
                    assertThat(edited.text()).isEmpty();
                });
                assertThat(entry(events.get(2)))
                        .isInstanceOfSatisfying(
                                Entry.Posted.class,
                                posted -> assertThat(posted.text()).isEqualTo("after"));
            }
        }
    }

    @Test
    void whoIsRemovedGetsTheEntryAndThenTheEnd() {
        try (Subscription subscription =
                bob.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            alice.removeParticipant(room, BOB).orThrow();
            send(alice, "secret");
            List<LiveEvent> events = take(subscription, 2);
            assertThat(entry(events.get(0))).isInstanceOf(Entry.Left.class);
            assertThat(events.get(1)).isEqualTo(new LiveEvent.Ended(EndReason.REMOVED, 1));
            assertThat(subscription.poll(10)).isEmpty();
        }
    }

    @Test
    void whoIsErasedGetsTheEnd() {
        try (Subscription subscription =
                        bob.subscribe(room, 0, AccessCheck.always()).orThrow();
                Subscription other =
                        alice.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            bob.eraseData().orThrow();
            send(alice, "secret");
            assertThat(take(subscription, 2)).element(1).isEqualTo(new LiveEvent.Ended(EndReason.REMOVED, 1));
            assertThat(take(other, 2)).hasSize(2).allMatch(LiveEvent.Appended.class::isInstance);
        }
    }

    @Test
    void whatWhoLeftHadSaidIsNotShownOnceTheyAreErased() {
        try (Subscription watching =
                alice.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            send(bob, "secret");
            bob.leave(room).orThrow();
            assertThat(take(watching, 2)).hasSize(2);
            bob.eraseData().orThrow();
            Deadline deadline = Deadline.after(PATIENCE);
            Entry.Posted shown = firstOfANewReader();
            while (!shown.wiped() && !deadline.expired()) {
                shown = firstOfANewReader();
            }
            assertThat(shown.text()).isEmpty();
        }
    }

    private Entry.Posted firstOfANewReader() {
        try (Subscription late = alice.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            return (Entry.Posted) entry(take(late, 1).get(0));
        }
    }

    @Test
    void anEarlierDepartureDoesNotEndASubscription() {
        alice.removeParticipant(room, BOB).orThrow();
        ConversationId open = alice.create(NewConversation.of("Open", BOB).withOpenHistory())
                .orThrow()
                .id();
        alice.removeParticipant(open, BOB).orThrow();
        alice.addParticipant(open, BOB, ParticipantRole.MEMBER).orThrow();
        try (Subscription subscription =
                bob.subscribe(open, 0, AccessCheck.always()).orThrow()) {
            assertThat(take(subscription, 2))
                    .extracting(event -> (Object) entry(event).getClass())
                    .containsExactly(Entry.Left.class, Entry.Joined.class);
            alice.send(open, Draft.of("k", "text")).orThrow();
            assertThat(seqs(take(subscription, 1))).containsExactly(3L);
        }
    }

    @Test
    void revokedAccessEndsIt() {
        AtomicBoolean access = new AtomicBoolean(true);
        try (Subscription subscription = bob.subscribe(room, 0, access::get).orThrow()) {
            send(alice, "one");
            assertThat(take(subscription, 1)).hasSize(1);
            access.set(false);
            assertThat(take(subscription, 1)).containsExactly(new LiveEvent.Ended(EndReason.REVOKED, 1));
        }
    }

    @Test
    void anAccessCheckThatThrowsEndsIt() {
        try (Subscription subscription = bob.subscribe(room, 0, () -> {
                    throw new IllegalStateException("broken");
                })
                .orThrow()) {
            assertThat(take(subscription, 1)).containsExactly(new LiveEvent.Ended(EndReason.REVOKED, 0));
        }
    }

    @Test
    void closingTheEngineAsksToReconnect() {
        Subscription subscription = bob.subscribe(room, 0, AccessCheck.always()).orThrow();
        send(alice, "one");
        assertThat(take(subscription, 1)).hasSize(1);
        engine.close();
        assertThat(take(subscription, 1)).containsExactly(new LiveEvent.Ended(EndReason.RECONNECT, 1));
    }

    @Test
    void strangersAndFutureCursorsAreRefused() {
        assertThat(engine.session(Principal.of("mallory")).subscribe(room, 0, AccessCheck.always()))
                .isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
        assertThatThrownBy(() -> bob.subscribe(room, 1, AccessCheck.always()))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEQ_OUT_OF_RANGE));
        assertThatThrownBy(() -> bob.subscribe(room, -1, AccessCheck.always()))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEQ_OUT_OF_RANGE));
    }

    @Test
    void actionsRunOnceForEachEmptyPoll() throws InterruptedException {
        try (Subscription subscription =
                bob.subscribe(room, 0, AccessCheck.always()).orThrow()) {
            List<Long> got = new ArrayList<>();
            var done = new CountDownLatch(1);
            subscription.onReady(() -> {
                List<LiveEvent> events = subscription.poll(7);
                while (!events.isEmpty()) {
                    got.addAll(seqs(events));
                    events = subscription.poll(7);
                }
                if (got.size() == 1_000) {
                    done.countDown();
                }
            });
            for (int i = 0; i < 1_000; i++) {
                send(alice, "m" + i);
            }
            assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(got).hasSize(1_000).isSorted().doesNotHaveDuplicates();
        }
    }
}
