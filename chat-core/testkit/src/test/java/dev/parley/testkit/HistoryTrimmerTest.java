package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.lease.Lease;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.retention.HistoryTrimmer;
import dev.parley.core.retention.TrimmingPace;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.HistoryRetention;
import dev.parley.core.store.HistoryRule;
import dev.parley.core.store.LegalHold;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The worker that removes what is old. What it leaves in tables is a test of the databases. */
class HistoryTrimmerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Principal ALICE = Principal.of("alice");
    private static final HistoryRule WEEK = HistoryRule.keepFor(Duration.ofDays(7));
    private static final TrimmingPace PACE = new TrimmingPace(Duration.ofHours(1), 3, Duration.ZERO);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final ChatStore store = ChatStore.inMemory(clock);
    private final HistoryRetention retention = store.historyRetention().orElseThrow();

    /** Its clock stands still, so that no lease ends by itself. */
    private final Leases leases = Leases.inMemory(clock);

    @AfterEach
    void close() {
        leases.close();
        store.close();
    }

    private static Deadline deadline() {
        return Deadline.after(PATIENCE);
    }

    private ConversationId room(String title, int messages) {
        ConversationId room = store.log()
                .create(ALICE, NewConversation.of(title), new IdempotencyKey(title), deadline())
                .orThrow()
                .id();
        for (int i = 0; i < messages; i++) {
            store.log().append(ALICE, room, Draft.of("k" + i, "text"), deadline());
        }
        return room;
    }

    private int entries(ConversationId room) {
        return store.log()
                .entries(ALICE, room, 0, 100, deadline())
                .orThrow()
                .items()
                .size();
    }

    private static void await(BooleanSupplier condition) {
        Deadline deadline = deadline();
        while (!condition.getAsBoolean()) {
            assertThat(deadline.expired()).as("waited in vain").isFalse();
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How often a trimmer has looked whether a round is due. */
    private final AtomicInteger looks = new AtomicInteger();

    private HistoryTrimmer start() {
        return start(retention);
    }

    private HistoryTrimmer start(HistoryRetention of) {
        return HistoryTrimmer.start(of, leases, WEEK, PACE, () -> {
            looks.incrementAndGet();
            return clock.instant();
        });
    }

    @Test
    void roundAfterRoundWhatIsOldIsRemoved() {
        List<ConversationId> rooms = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            rooms.add(room("Room " + i, i < 3 ? 10 : 1));
        }
        ConversationId held = room("Held", 2);
        retention.hold(TenantId.DEFAULT, held, "case", deadline()).orThrow();
        clock.advance(Duration.ofDays(8));
        ConversationId young = room("Young", 2);
        try (HistoryTrimmer trimmer = start()) {
            assertThat(trimmer).isNotNull();
            await(() -> rooms.stream().allMatch(room -> entries(room) == 0));
            assertThat(entries(held)).isEqualTo(2);
            assertThat(entries(young)).isEqualTo(2);
            clock.advance(Duration.ofDays(8));
            await(() -> entries(young) == 0);
            assertThat(entries(held)).isEqualTo(2);
        }
    }

    @Test
    void aConversationThatFailsDoesNotKeepTheOthersFromTheirTurn() {
        List<ConversationId> rooms = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rooms.add(room("Room " + i, 2));
        }
        clock.advance(Duration.ofDays(8));
        ConversationId failing = rooms.get(10);
        try (HistoryTrimmer trimmer = start(new OneFails(retention, failing))) {
            assertThat(trimmer).isNotNull();
            await(() -> rooms.stream().allMatch(room -> room.equals(failing) || entries(room) == 0));
        }
        assertThat(entries(failing)).isEqualTo(2);
    }

    /** A database that can't remove from one conversation. */
    private record OneFails(HistoryRetention rest, ConversationId failing) implements HistoryRetention {

        @Override
        public Outcome<Trimmed> trim(
                TenantId tenant, ConversationId conversation, HistoryRule rule, int limit, Deadline deadline) {
            if (conversation.equals(failing)) {
                throw ChatException.fault(ErrorCode.INTERNAL, "It fails", null);
            }
            return rest.trim(tenant, conversation, rule, limit, deadline);
        }

        @Override
        public Page<Candidate, ConversationId> candidates(
                HistoryRule rule, @Nullable ConversationId after, int limit, Deadline deadline) {
            return rest.candidates(rule, after, limit, deadline);
        }

        @Override
        public Outcome<LegalHold> hold(TenantId tenant, ConversationId conversation, String reason, Deadline deadline) {
            return rest.hold(tenant, conversation, reason, deadline);
        }

        @Override
        public Outcome<Boolean> release(TenantId tenant, ConversationId conversation, Deadline deadline) {
            return rest.release(tenant, conversation, deadline);
        }

        @Override
        public Page<LegalHold, ConversationId> holds(
                TenantId tenant, @Nullable ConversationId after, int limit, Deadline deadline) {
            return rest.holds(tenant, after, limit, deadline);
        }
    }

    @Test
    void whereAnotherLeadsNothingIsDone() {
        ConversationId room = room("Room", 2);
        clock.advance(Duration.ofDays(8));
        Leases.Acquisition taken =
                leases.acquire(new LeaseName("history-retention"), "another", Duration.ofHours(1), deadline());
        Lease lease = ((Leases.Acquisition.Granted) taken).lease();
        try (HistoryTrimmer trimmer = start()) {
            assertThat(trimmer).isNotNull();
            await(() -> looks.get() > 2);
        }
        assertThat(entries(room)).isEqualTo(2);
        leases.release(lease, deadline());
        try (HistoryTrimmer next = start()) {
            assertThat(next).isNotNull();
            await(() -> entries(room) == 0);
        }
    }

    @Test
    void rulesAndPacesHaveBounds() {
        assertThat(HistoryRule.keepFor(HistoryRule.SHORTEST).keepAtLeast()).isZero();
        assertThatThrownBy(() -> HistoryRule.keepFor(HistoryRule.SHORTEST.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HistoryRule.keepFor(HistoryRule.LONGEST.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HistoryRule(HistoryRule.SHORTEST, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrimmingPace(Duration.ZERO, 1, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrimmingPace(Duration.ofHours(1), 0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrimmingPace(Duration.ofHours(1), 10_001, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrimmingPace(Duration.ofHours(1), 1, Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
