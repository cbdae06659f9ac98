package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableCheck;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * While four write, each into a conversation of its own: every message that was acknowledged before a snapshot was asked for
 * is in it, none that was sent after it was there, and each conversation is whole.
 */
abstract class SnapshotUnderLoadRules {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 5;
    private static final Principal WRITER = Principal.of(TenantId.DEFAULT, new UserId("w"));

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();

    abstract JdbcDatabaseConfig newDatabase();

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    @Test
    void aSnapshotUnderLoadIsACleanCut() throws IOException {
        try (PortableStores stores = PortableStores.on(newDatabase())) {
            List<CompletableFuture<Void>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> write(stores, number)))
                    .toList();
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    int enough = 20 * round;
                    await(() -> acknowledged.size() >= enough, writers);
                    look(stores.portable(), writers);
                }
            } finally {
                over.set(true);
            }
            writers.forEach(CompletableFuture::join);
        }
    }

    private static void await(Callable<Boolean> reached, List<CompletableFuture<Void>> writers) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> reached.call() || writers.stream().anyMatch(CompletableFuture::isDone));
        assertThat(writers).noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    private void write(PortableStores stores, int number) {
        Outcome<Conversation> created = stores.chat()
                .log()
                .create(
                        WRITER,
                        NewConversation.of("Load", new UserId("other")),
                        new IdempotencyKey("c" + number),
                        deadline());
        ConversationId id = ((Outcome.Done<Conversation>) created).value().id();
        for (int i = 0; !over.get(); i++) {
            String key = number + "-" + i;
            sent.add(key);
            AppendResult result = stores.chat().log().append(WRITER, id, Draft.of(key, "text"), deadline());
            assertThat(result).isInstanceOf(AppendResult.Appended.class);
            acknowledged.add(key);
        }
    }

    private void look(PortableStore store, List<CompletableFuture<Void>> writers) throws IOException {
        Set<String> before = Set.copyOf(acknowledged);
        try (PortableStore.Snapshot snapshot = store.snapshot(deadline())) {
            Set<String> until = Set.copyOf(sent);
            await(() -> acknowledged.size() > until.size() + WRITERS, writers);
            Set<String> seen = new HashSet<>();
            List<UUID> conversations = new ArrayList<>();
            long head = 0;
            try (PortableRows rows = snapshot.rows(PortableTable.ENTRY)) {
                for (PortableRow row = rows.next(); row != null; row = rows.next()) {
                    UUID of = row.uuid("conversation_id");
                    if (!conversations.contains(of)) {
                        conversations.add(of);
                        head = 0;
                    }
                    assertThat(row.number("seq")).isEqualTo(++head);
                    seen.add(row.text("idempotency_key"));
                }
            }
            assertThat(seen).containsAll(before).isSubsetOf(until);
            assertThat(PortableCheck.run(snapshot::rows)).isEmpty();
        }
    }
}
