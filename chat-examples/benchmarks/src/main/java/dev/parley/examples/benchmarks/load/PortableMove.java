package dev.parley.examples.benchmarks.load;

import dev.parley.core.backup.BackupSource;
import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import dev.parley.operations.backup.PortableSource;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import dev.parley.store.jdbc.JdbcPortableStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves an installation from H2 to PostgreSQL by its portable parts, and looks whether what is read there is the same to the
 * byte; ends with a failure if it is not. Prints how fast each step was. Takes the number of messages (1,000,000 unless given) and
 * a folder to work in.
 */
public final class PortableMove {

    private static final Duration LONG_ENOUGH = Duration.ofHours(6);

    private PortableMove() {}

    /**
     * Runs it.
     *
     * @param args the number of messages, and an empty folder; both may be left out
     * @throws IOException if the folder can't be written to
     */
    public static void main(String[] args) throws IOException {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path directory = args.length > 1 ? Path.of(args[1]) : Files.createTempDirectory("portable-move");
        JdbcDatabaseConfig h2 = JdbcDatabaseConfig.h2File(directory.resolve("h2"));
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setDataDirectory(directory.resolve("postgresql"))
                .start()) {
            JdbcDatabaseConfig postgres = JdbcDatabaseConfig.of(server.getJdbcUrl("postgres", "postgres"));
            JdbcDatabase.open(postgres).close();
            JdbcDatabase open = JdbcDatabase.open(h2);
            try {
                move(h2, postgres, messages, directory);
            } finally {
                open.close();
            }
        }
    }

    private static void move(JdbcDatabaseConfig h2, JdbcDatabaseConfig postgres, int messages, Path directory)
            throws IOException {
        PortableStore from = JdbcPortableStore.on(h2, InstantSource.system());
        PortableStore to = JdbcPortableStore.on(postgres, InstantSource.system());
        fill(from, messages);
        SnapshotInfo info = write(from, directory.resolve("from"), "H2, backup");
        restore(to, info, directory.resolve("from"), "PostgreSQL, restore");
        write(to, directory.resolve("to"), "PostgreSQL, backup");
        if (!same(directory)) {
            throw new IllegalStateException("The parts of H2 and of PostgreSQL differ");
        }
        System.out.println("The parts are the same to the byte");
    }

    private static void fill(PortableStore store, int messages) throws IOException {
        long begun = System.nanoTime();
        try (PortableStore.Place place = store.place(Deadline.after(LONG_ENOUGH))) {
            PortableCrowd crowd = new PortableCrowd(messages);
            for (PortableTable table : PortableTable.values()) {
                place.write(table, crowd.rows(table));
            }
            place.activate();
        }
        print("H2, fill", begun, messages, 0);
    }

    private static SnapshotInfo write(PortableStore store, Path directory, String step) throws IOException {
        long begun = System.nanoTime();
        Files.createDirectories(directory);
        long[] sums = new long[2];
        try (BackupSource.Snapshot snapshot = PortableSource.of(store).snapshot(Deadline.after(LONG_ENOUGH))) {
            snapshot.write((name, body) -> {
                Path file = directory.resolve(name);
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                    sums[0] += body.writeTo(out);
                }
                sums[1] += Files.size(file);
            });
            print(step, begun, sums[0], sums[1]);
            return snapshot.info();
        }
    }

    private static void restore(PortableStore store, SnapshotInfo info, Path directory, String step)
            throws IOException {
        long begun = System.nanoTime();
        long rows = 0;
        long bytes = 0;
        try (RestorePlace place = PortableSource.of(store).place(Deadline.after(LONG_ENOUGH))) {
            place.begin(info);
            for (PortableTable table : PortableTable.values()) {
                for (Path file : parts(directory, table.id() + "-")) {
                    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                        rows += place.load(file.getFileName().toString(), in);
                    }
                    bytes += Files.size(file);
                }
            }
            print(step + ", loaded", begun, rows, bytes);
            List<String> problems = place.check();
            print(step + ", checked", begun, rows, bytes);
            if (!problems.isEmpty()) {
                throw new IllegalStateException("What was restored is not whole: " + problems);
            }
            place.activate();
        }
        print(step + ", in all", begun, rows, bytes);
    }

    private static List<Path> parts(Path directory, String beginning) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .sorted()
                    .toList();
        }
    }

    private static boolean same(Path directory) throws IOException {
        List<Path> before = parts(directory.resolve("from"), "");
        boolean same = before.size() == parts(directory.resolve("to"), "").size();
        for (Path file : before) {
            same &= Files.mismatch(file, directory.resolve("to").resolve(file.getFileName())) < 0;
        }
        return same;
    }

    private static void print(String step, long begun, long rows, long bytes) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%-30s %8.1f s %12d rows %10.0f rows/s %8.1f MB/s%n",
                step, seconds, rows, rows / seconds, bytes / 1e6 / seconds);
    }
}
