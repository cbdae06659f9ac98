package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link AccessChanges}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createChanges}.
 */
@ExtendWith(ContractExtension.class)
public interface AccessChangesContract {

    /**
     * Opens the feed under test. It need not be empty. The test closes it.
     *
     * @param clock by which changes grow old
     * @return the feed
     */
    AccessChanges createChanges(InstantSource clock);

    private static void raise(AccessChanges changes, TenantId tenant, String... users) {
        for (String user : users) {
            changes.raise(tenant, new UserId(user), Fresh.deadline());
        }
    }

    private static List<String> users(TenantId tenant, AccessChanges.Changes page) {
        return Fresh.changesOf(tenant, page).stream()
                .map(change -> change.user().value())
                .toList();
    }

    /** AC-1: once to every reader, from the head on. */
    @Rule("AC-1")
    default void everyReaderReadsEachChangeOnce() {
        TenantId tenant = Fresh.tenant();
        try (AccessChanges changes = createChanges(Fresh.clock())) {
            raise(changes, tenant, "before");
            long head = changes.head(Fresh.deadline());
            assertThat(changes.since(head, 100, Fresh.deadline()).changes()).isEmpty();
            raise(changes, tenant, "a", "b", "a");
            AccessChanges.Changes first = changes.since(head, 100, Fresh.deadline());
            assertThat(users(tenant, first)).containsExactly("a", "b", "a");
            assertThat(first.truncated()).isFalse();
            raise(changes, tenant, "c");
            AccessChanges.Changes next = changes.since(first.cursor(), 100, Fresh.deadline());
            assertThat(users(tenant, next)).containsExactly("c");
            assertThat(next.cursor()).isEqualTo(changes.head(Fresh.deadline()));
            assertThat(users(tenant, changes.since(head, 100, Fresh.deadline())))
                    .containsExactly("a", "b", "a", "c");
        }
    }

    /** AC-2: in order, and none behind the back of a reader. */
    @Rule("AC-2")
    default void noneAppearsBehindAReader() {
        int writers = 64;
        TenantId tenant = Fresh.tenant();
        try (AccessChanges changes = createChanges(Fresh.clock())) {
            long head = changes.head(Fresh.deadline());
            AtomicInteger raised = new AtomicInteger();
            List<AccessChanges.Change> read = Concurrently.run(writers + 1, number -> {
                        if (number == 0) {
                            return readUntil(() -> raised.get() == writers, changes, tenant, head);
                        }
                        raise(changes, tenant, "u" + number);
                        raised.incrementAndGet();
                        return List.<AccessChanges.Change>of();
                    })
                    .get(0);
            assertThat(read)
                    .extracting(change -> change.user().value())
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, writers)
                            .mapToObj(number -> "u" + number)
                            .toList());
            assertThat(read).extracting(AccessChanges.Change::seq).isSorted().doesNotHaveDuplicates();
        }
    }

    private static List<AccessChanges.Change> readUntil(
            BooleanSupplier allRaised, AccessChanges changes, TenantId tenant, long from) {
        List<AccessChanges.Change> read = new ArrayList<>();
        long cursor = from;
        Deadline patience = Deadline.after(Duration.ofSeconds(60));
        boolean last = false;
        while (!last && !patience.expired()) {
            boolean complete = allRaised.getAsBoolean();
            AccessChanges.Changes page = changes.since(cursor, 7, Fresh.deadline());
            read.addAll(Fresh.changesOf(tenant, page));
            last = complete && page.cursor() == cursor;
            cursor = page.cursor();
        }
        return read;
    }

    /** AC-3: pages, and where an empty one leads. */
    @Rule("AC-3")
    default void pagesAreBounded() {
        TenantId tenant = Fresh.tenant();
        try (AccessChanges changes = createChanges(Fresh.clock())) {
            long head = changes.head(Fresh.deadline());
            raise(changes, tenant, "a", "b", "c");
            AccessChanges.Changes page = changes.since(head, 2, Fresh.deadline());
            assertThat(page.changes()).hasSize(2);
            AccessChanges.Changes rest = changes.since(page.cursor(), 2, Fresh.deadline());
            assertThat(users(tenant, rest)).containsExactly("c");
            assertThat(changes.since(rest.cursor(), 2, Fresh.deadline()))
                    .isEqualTo(new AccessChanges.Changes(List.of(), rest.cursor(), false));
        }
    }

    /** AC-4: who may have missed something is told so. */
    @Rule("AC-4")
    default void lostReadersAreTold() {
        TenantId tenant = Fresh.tenant();
        ManualClock clock = Fresh.clock();
        try (AccessChanges changes = createChanges(clock)) {
            long before = changes.head(Fresh.deadline());
            raise(changes, tenant, "a");
            clock.advance(Duration.ofSeconds(AccessChanges.KEPT_SECONDS * 10));
            raise(changes, tenant, "b");
            long head = changes.head(Fresh.deadline());
            AccessChanges.Changes late = changes.since(before, 100, Fresh.deadline());
            if (late.truncated()) {
                assertThat(late.cursor()).isEqualTo(head);
            } else {
                assertThat(users(tenant, late)).containsExactly("a", "b");
            }
            AccessChanges.Changes beyond = changes.since(head + 1_000_000, 100, Fresh.deadline());
            assertThat(beyond.truncated()).isTrue();
            assertThat(beyond.cursor()).isEqualTo(head);
            raise(changes, tenant, "c");
            AccessChanges.Changes next = changes.since(beyond.cursor(), 100, Fresh.deadline());
            assertThat(next.truncated()).isFalse();
            assertThat(users(tenant, next)).containsExactly("c");
            assertNothingIsLostWhereTheClockWasWrong(changes, tenant, clock, next.cursor());
        }
    }

    private static void assertNothingIsLostWhereTheClockWasWrong(
            AccessChanges changes, TenantId tenant, ManualClock clock, long cursor) {
        Duration error = Duration.ofSeconds(AccessChanges.KEPT_SECONDS * 10);
        raise(changes, tenant, "d");
        clock.advance(error.negated());
        raise(changes, tenant, "e");
        clock.advance(error);
        raise(changes, tenant, "f");
        AccessChanges.Changes page = changes.since(cursor, 100, Fresh.deadline());
        if (!page.truncated()) {
            assertThat(users(tenant, page)).containsExactly("d", "e", "f");
        }
    }

    /** AC-5: kept for a while. */
    @Rule("AC-5")
    default void changesAreKept() {
        TenantId tenant = Fresh.tenant();
        ManualClock clock = Fresh.clock();
        try (AccessChanges changes = createChanges(clock)) {
            long head = changes.head(Fresh.deadline());
            raise(changes, tenant, "a");
            clock.advance(Duration.ofSeconds(AccessChanges.KEPT_SECONDS - 1));
            raise(changes, tenant, "b");
            AccessChanges.Changes late = changes.since(head, 100, Fresh.deadline());
            assertThat(late.truncated()).isFalse();
            assertThat(users(tenant, late)).containsExactly("a", "b");
        }
    }
}
