package dev.parley.examples.benchmarks.load;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.time.Deadline;
import dev.parley.examples.benchmarks.Machine;
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.Backups;
import dev.parley.operations.backup.DirectoryTarget;
import dev.parley.operations.backup.PortableSource;
import dev.parley.operations.backup.VerifyOutcome;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcPortableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a backup of a PostgreSQL that is written to by all senders costs them: they send as fast as they can, for some time
 * without a backup, then while backups are made one after the other, then without again. Each backup is verified at the end, by
 * a restore that looks whether every conversation is dense up to its last entry.
 */
public final class BackupUnderLoad {

    private static final Principal AUTHOR = Principal.of("load");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEXT = "did you try to start it in a terminal, and what does it say when it closes?";

    private final ChatLog log;
    private final Backups backups;
    private final List<ConversationId> conversations = new ArrayList<>();
    private final List<BackupOutcome.Complete> made = new ArrayList<>();
    private final List<BackupLoadPhase> phases = new ArrayList<>();
    private volatile Latency latency = new Latency();
    private volatile boolean over;

    private BackupUnderLoad(ChatLog log, Backups backups) {
        this.log = log;
        this.backups = backups;
    }

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if PostgreSQL can't be started, or the results can't be written
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException if a sender fails
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Options options = Options.parse(
                args,
                Map.of(
                        "--senders",
                        "64",
                        "--conversations",
                        "1000",
                        "--seconds",
                        "20",
                        "--results",
                        "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        Path archives = Files.createTempDirectory("backup-under-load");
        try (Database server = Database.open(Database.EMBEDDED)) {
            JdbcDatabaseConfig config = JdbcDatabaseConfig.of(String.valueOf(server.url()));
            try (JdbcDatabase database = JdbcDatabase.open(config);
                    JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
                    DirectoryTarget target = new DirectoryTarget(archives)) {
                Backups backups = Backups.builder(target)
                        .source(PortableSource.of(JdbcPortableStore.on(config, InstantSource.system())))
                        .allowUnencrypted()
                        .timeout(Duration.ofHours(1))
                        .build();
                BackupUnderLoad load = new BackupUnderLoad(store.log(), backups);
                load.run(options);
                load.verify();
                load.report(options, machine);
            }
        }
    }

    private void run(Options options) throws InterruptedException, ExecutionException {
        for (int i = 0; i < options.whole("--conversations"); i++) {
            NewConversation wanted = NewConversation.of("load " + i, new UserId("reader"));
            conversations.add(log.create(AUTHOR, wanted, new IdempotencyKey("load-" + i), soon())
                    .orThrow()
                    .id());
        }
        int seconds = options.whole("--seconds");
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < options.whole("--senders"); i++) {
            int sender = i;
            senders.add(threads.submit(() -> send(sender)));
        }
        try {
            TimeUnit.SECONDS.sleep(seconds);
            phase("before", seconds);
            phase("during", seconds);
            phase("after", seconds);
        } finally {
            over = true;
            threads.shutdown();
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
    }

    /** The first phase of all was for warming up; each begins with figures of its own. */
    private void phase(String name, int seconds) throws InterruptedException {
        Latency own = new Latency();
        latency = own;
        long begun = System.nanoTime();
        long until = begun + TimeUnit.SECONDS.toNanos(seconds);
        if (name.equals("during")) {
            do {
                if (!(backups.create() instanceof BackupOutcome.Complete complete)) {
                    throw new IllegalStateException("There is no backup");
                }
                made.add(complete);
            } while (System.nanoTime() < until);
        } else {
            TimeUnit.SECONDS.sleep(seconds);
        }
        phases.add(BackupLoadPhase.of(name, own.summary(), System.nanoTime() - begun));
    }

    private void send(int sender) {
        for (long sent = 0; !over; sent++) {
            ConversationId any = conversations.get(ThreadLocalRandom.current().nextInt(conversations.size()));
            Latency now = latency;
            long begun = System.nanoTime();
            AppendResult result = log.append(AUTHOR, any, Draft.of(sender + "-" + sent, TEXT), soon());
            now.since(begun);
            if (!(result instanceof AppendResult.Appended)) {
                throw new IllegalStateException("Nothing was appended: " + result);
            }
        }
    }

    private void verify() {
        for (BackupOutcome.Complete backup : made) {
            VerifyOutcome outcome = backups.verify(backup.id());
            if (!(outcome instanceof VerifyOutcome.Verified)) {
                throw new IllegalStateException("A backup under load is not good: " + outcome);
            }
        }
    }

    private void report(Options options, String machine) throws IOException {
        List<String> table = new ArrayList<>(BackupLoadPhase.HEADER);
        phases.forEach(phase -> table.add(phase.toMarkdown()));
        table.add("");
        table.add(made.size() + " backups under load, all verified");
        Results.report("BackupUnderLoad", options, machine, Map.of("phases", phases, "backups", made), table);
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
