package dev.parley.examples.benchmarks.load;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import dev.parley.examples.benchmarks.Machine;
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.Backups;
import dev.parley.operations.backup.DirectoryTarget;
import dev.parley.operations.backup.PortableSource;
import dev.parley.operations.backup.RestoreOutcome;
import dev.parley.operations.backup.VerifyOutcome;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcPortableStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Moves an installation from H2 by an encrypted archive to PostgreSQL, makes an archive there, and looks whether both have the
 * same portable parts to the byte; ends with a failure if they have not. Each archive is verified by a restore as well. Reports
 * how fast each step was.
 */
public final class PortableMove {

    private static final Duration LONG_ENOUGH = Duration.ofHours(6);

    private final List<BackupStep> steps = new ArrayList<>();
    private final SecretSource secrets = key();
    private final Path directory;

    private PortableMove(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param args options with values
     * @throws IOException if the folder can't be written to
     */
    public static void main(String[] args) throws IOException {
        Options options = Options.parse(
                args, Map.of("--messages", "1000000", "--folder", "", "--results", "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        Path directory = options.text("--folder").isEmpty()
                ? Files.createTempDirectory("portable-move")
                : Path.of(options.text("--folder"));
        PortableMove move = new PortableMove(directory);
        move.run(options.whole("--messages"));
        List<String> table = new ArrayList<>(BackupStep.HEADER);
        move.steps.forEach(step -> table.add(step.toMarkdown()));
        table.add("");
        table.add("The parts are the same to the byte");
        Results.report("PortableMove", options, machine, Map.of("steps", move.steps), table);
    }

    private void run(int messages) throws IOException {
        JdbcDatabaseConfig h2 = JdbcDatabaseConfig.h2File(directory.resolve("h2"));
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(directory.resolve("postgresql"))
                .start()) {
            JdbcDatabaseConfig postgres = JdbcDatabaseConfig.of(server.getJdbcUrl("postgres", "postgres"));
            JdbcDatabase.open(postgres).close();
            JdbcDatabase open = JdbcDatabase.open(h2);
            try {
                move(h2, postgres, messages);
            } finally {
                open.close();
            }
        }
    }

    private void move(JdbcDatabaseConfig h2, JdbcDatabaseConfig postgres, int messages) throws IOException {
        PortableStore from = JdbcPortableStore.on(h2, InstantSource.system());
        fill(from, messages);
        HashedParts before = new HashedParts(PortableSource.of(from));
        HashedParts after = new HashedParts(PortableSource.of(JdbcPortableStore.on(postgres, InstantSource.system())));
        try (DirectoryTarget first = new DirectoryTarget(directory.resolve("first"));
                DirectoryTarget second = new DirectoryTarget(directory.resolve("second"))) {
            BackupOutcome.Complete taken = archive(backups(first, before), "H2");
            restore(backups(first, after), taken);
            archive(backups(second, after), "PostgreSQL");
        }
        if (!before.hashes().equals(after.hashes())) {
            throw new IllegalStateException("The parts of H2 and of PostgreSQL differ");
        }
    }

    private static SecretSource key() {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("backup-key", Secret.of("the key of archives that nobody needs afterwards"));
        return secrets;
    }

    private Backups backups(DirectoryTarget target, HashedParts source) {
        return Backups.builder(target)
                .source(source)
                .secrets(secrets)
                .timeout(LONG_ENOUGH)
                .build();
    }

    private void fill(PortableStore store, int messages) throws IOException {
        long begun = System.nanoTime();
        try (PortableStore.Place place = store.place(Deadline.after(LONG_ENOUGH))) {
            PortableCrowd crowd = new PortableCrowd(messages);
            for (PortableTable table : PortableTable.values()) {
                place.write(table, crowd.rows(table));
            }
            place.activate();
        }
        steps.add(BackupStep.ended("fill H2", begun, messages, 0));
    }

    private BackupOutcome.Complete archive(Backups backups, String product) {
        long begun = System.nanoTime();
        if (!(backups.create() instanceof BackupOutcome.Complete made)) {
            throw new IllegalStateException("There is no backup of " + product);
        }
        steps.add(BackupStep.ended(product + " to an archive", begun, made.records(), made.bytes()));
        long verified = System.nanoTime();
        VerifyOutcome outcome = backups.verify(made.id());
        if (!(outcome instanceof VerifyOutcome.Verified)) {
            throw new IllegalStateException("The backup of " + product + " is not good: " + outcome);
        }
        steps.add(BackupStep.ended(
                "verify it by a restore to a scratch place of " + product, verified, made.records(), made.bytes()));
        return made;
    }

    private void restore(Backups backups, BackupOutcome.Complete taken) {
        long begun = System.nanoTime();
        RestoreOutcome outcome = backups.restore(taken.id());
        if (!(outcome instanceof RestoreOutcome.Restored restored)) {
            throw new IllegalStateException("Nothing was restored: " + outcome);
        }
        steps.add(BackupStep.ended("the archive to PostgreSQL", begun, restored.records(), taken.bytes()));
    }
}
