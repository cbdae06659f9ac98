package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.delivery.LiveEvent;
import dev.parley.core.delivery.Subscription;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What subscribers get whose place is before what was removed. */
class TruncatedDeliveryTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final ChatStore store = ChatStore.inMemory(clock);
    private final ChatEngine engine =
            ChatEngine.builder(store).comparison(Duration.ofMillis(50)).build();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ConversationId room =
            alice.create(NewConversation.of("Room")).orThrow().id();

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private void send(int from, int to) {
        for (int i = from; i <= to; i++) {
            alice.send(room, Draft.of("k" + i, "m" + i)).orThrow();
        }
    }

    private HistoryRetention retention() {
        return store.historyRetention().orElseThrow();
    }

    private void trim(int limit) {
        clock.advance(Duration.ofDays(8));
        retention()
                .trim(TenantId.DEFAULT, room, HistoryRule.keepFor(Duration.ofDays(7)), limit, Deadline.after(PATIENCE))
                .orThrow();
    }

    private Subscription subscribe(long after) {
        return alice.subscribe(room, after, AccessCheck.always()).orThrow();
    }

    /** What an app has that follows until it got so many events: seqs of entries, and where the log begins as a negative. */
    private static List<Long> take(Subscription subscription, int count) {
        List<Long> got = new ArrayList<>();
        Deadline deadline = Deadline.after(PATIENCE);
        while (got.size() < count && !deadline.expired()) {
            for (LiveEvent event : subscription.take(count - got.size(), deadline)) {
                got.add(
                        event instanceof LiveEvent.Truncated truncated
                                ? -truncated.firstSeq()
                                : ((LiveEvent.Appended) event).entry().seq());
            }
        }
        return got;
    }

    @Test
    void whoComesBackTooLateIsToldWhereTheLogBegins() {
        send(1, 5);
        trim(3);
        try (Subscription early = subscribe(0);
                Subscription late = subscribe(2);
                Subscription inTime = subscribe(3)) {
            assertThat(take(early, 3)).containsExactly(-4L, 4L, 5L);
            assertThat(take(late, 3)).containsExactly(-4L, 4L, 5L);
            assertThat(take(inTime, 2)).containsExactly(4L, 5L);
        }
    }

    @Test
    void whereNothingIsLeftItIsToldToo() {
        send(1, 5);
        trim(10);
        try (Subscription subscription = subscribe(2)) {
            assertThat(take(subscription, 1)).containsExactly(-6L);
            assertThat(subscription.cursor()).isEqualTo(5);
            send(6, 7);
            assertThat(take(subscription, 2)).containsExactly(6L, 7L);
        }
    }

    @Test
    void whatWasRemovedIsNotGivenFromMemory() {
        send(1, 4);
        try (Subscription follows = subscribe(4);
                Subscription behind = subscribe(4)) {
            send(5, 8);
            assertThat(take(follows, 4)).containsExactly(5L, 6L, 7L, 8L);
            trim(6);
            // The engine compares with the store from time to time; until then the newest are given from memory.
            Deadline deadline = Deadline.after(PATIENCE);
            List<Long> got = List.of();
            while (!got.equals(List.of(-7L)) && !deadline.expired()) {
                try (Subscription another = subscribe(4)) {
                    got = take(another, 1);
                }
            }
            assertThat(got).containsExactly(-7L);
            send(9, 9);
            assertThat(take(behind, 4)).containsExactly(-7L, 7L, 8L, 9L);
            assertThat(take(follows, 1)).containsExactly(9L);
        }
    }

    @Test
    void erasingIsRefusedUntilTheHoldIsReleased() {
        send(1, 1);
        retention()
                .hold(TenantId.DEFAULT, room, "case", Deadline.after(PATIENCE))
                .orThrow();
        assertThat(alice.eraseData()).isEqualTo(Outcome.refused(ErrorCode.LEGAL_HOLD));
        retention().release(TenantId.DEFAULT, room, Deadline.after(PATIENCE)).orThrow();
        assertThat(alice.eraseData()).isInstanceOf(Outcome.Done.class);
    }
}
