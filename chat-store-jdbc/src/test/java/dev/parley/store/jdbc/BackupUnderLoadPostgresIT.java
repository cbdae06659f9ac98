package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.backup.BackupTarget;
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
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.Backups;
import dev.parley.operations.backup.FolderSource;
import dev.parley.operations.backup.PortableSource;
import dev.parley.operations.backup.RestoreOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups that are made while 200 messages a second come in, some with a file, each restored into an empty database and an
 * empty folder: every message that was acknowledged before the backup was begun is there with its file, none that was sent after
 * its end, and each conversation is whole.
 */
class BackupUnderLoadPostgresIT {

    private static final int ROUNDS = Integer.getInteger("parley.backups", 2);
    private static final int WRITERS = 4;

    /** Each writer has one on its way: 200 a second together. */
    private static final Duration PACE = Duration.ofMillis(20);

    private static final int PER_FILE = 5;
    private static final String PLAIN = "plain";
    private static final int BETWEEN_ROUNDS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Principal WRITER = Principal.of(TenantId.DEFAULT, new UserId("w"));

    @TempDir
    private Path directory;

    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private static Deadline deadline() {
        return Deadline.after(PATIENCE);
    }

    @Test
    void aBackupUnderLoadHasAllFromBeforeAndNothingFromAfter() throws Exception {
        Path files = Files.createDirectory(directory.resolve("files"));
        ScheduledExecutorService pace = Executors.newScheduledThreadPool(WRITERS);
        try (PortableStores stores = PortableStores.on(PostgresServer.newDatabase());
                BackupTarget target = BackupTarget.inMemory()) {
            Backups backups = backups(target, stores.portable(), files);
            List<ScheduledFuture<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Writer writer = new Writer(stores, files, i);
                writers.add(pace.scheduleAtFixedRate(writer::write, 0, PACE.toMillis(), TimeUnit.MILLISECONDS));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                int enough = acknowledged.size() + BETWEEN_ROUNDS;
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> acknowledged.size() >= enough
                                || writers.stream().anyMatch(ScheduledFuture::isDone));
                assertThat(writers).noneMatch(ScheduledFuture::isDone);
                Set<String> before = Set.copyOf(acknowledged);
                BackupOutcome made = backups.create();
                Set<String> until = Set.copyOf(sent);
                assertThat(made).isInstanceOf(BackupOutcome.Complete.class);
                Set<String> found = restored(target, ((BackupOutcome.Complete) made), round);
                assertThat(found).containsAll(before).isSubsetOf(until);
            }
        } finally {
            pace.shutdownNow();
            assertThat(pace.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private static Backups backups(BackupTarget target, PortableStore rows, Path files) {
        // Rows before the files to which they refer.
        return Backups.builder(target)
                .source(PortableSource.of(rows))
                .source(new FolderSource("files", files, InstantSource.system()))
                .allowUnencrypted()
                .build();
    }

    /** Gives the keys of the messages. */
    private Set<String> restored(BackupTarget target, BackupOutcome.Complete made, int round)
            throws IOException, NoSuchAlgorithmException {
        Path files = directory.resolve("restored-" + round);
        try (PortableStores stores = PortableStores.on(PostgresServer.newDatabase())) {
            assertThat(backups(target, stores.portable(), files).restore(made.id()))
                    .isInstanceOf(RestoreOutcome.Restored.class);
            try (PortableStore.Snapshot snapshot = stores.portable().snapshot(deadline())) {
                assertThat(PortableCheck.run(snapshot::rows)).isEmpty();
                return lookThrough(snapshot, files);
            }
        }
    }

    private static Set<String> lookThrough(PortableStore.Snapshot snapshot, Path files)
            throws IOException, NoSuchAlgorithmException {
        Set<String> keys = new HashSet<>();
        int referred = 0;
        try (PortableRows rows = snapshot.rows(PortableTable.ENTRY)) {
            UUID conversation = null;
            long head = 0;
            for (PortableRow row = rows.next(); row != null; row = rows.next()) {
                UUID of = row.uuid("conversation_id");
                head = of.equals(conversation) ? head + 1 : 1;
                conversation = of;
                assertThat(row.number("seq")).isEqualTo(head);
                if (row.has("idempotency_key")) {
                    keys.add(row.text("idempotency_key"));
                }
                if (row.has("body") && !row.text("body").equals(PLAIN)) {
                    String name = row.text("body");
                    assertThat(hash(Files.readAllBytes(files.resolve(name)))).isEqualTo(name);
                    referred++;
                }
            }
        }
        assertThat(referred).isPositive();
        return keys;
    }

    private static String hash(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    /** Somebody who writes to a conversation of their own, and at times sends a file with it, whose hash is its name. */
    private final class Writer {

        private final PortableStores stores;
        private final Path files;
        private final int number;
        private final ConversationId conversation;
        private final AtomicInteger count = new AtomicInteger();

        Writer(PortableStores stores, Path files, int number) {
            this.stores = stores;
            this.files = files;
            this.number = number;
            NewConversation made = NewConversation.of("Load", new UserId("other"));
            Outcome<Conversation> created =
                    stores.chat().log().create(WRITER, made, new IdempotencyKey("c" + number), deadline());
            conversation = ((Outcome.Done<Conversation>) created).value().id();
        }

        void write() {
            int next = count.incrementAndGet();
            String key = number + "-" + next;
            sent.add(key);
            Draft draft = Draft.of(key, next % PER_FILE == 0 ? file(key) : PLAIN);
            AppendResult result = stores.chat().log().append(WRITER, conversation, draft, deadline());
            assertThat(result).isInstanceOf(AppendResult.Appended.class);
            acknowledged.add(key);
        }

        /** As hosts keep attachments: whole under its name before anything refers to it. */
        private String file(String content) {
            try {
                String name = hash(content.getBytes(StandardCharsets.UTF_8));
                Path coming = Files.writeString(files.resolve("." + name), content);
                Files.move(coming, files.resolve(name));
                return name;
            } catch (IOException | NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
