package dev.parley.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;

/** A standby of a server, made of a copy of its files while it runs, to which every commit waits to be sent. */
final class Standby implements AutoCloseable {

    private static final Set<String> NOT_COPIED = Set.of("postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot");

    private final Path data;
    private final int port = OwnPostgres.freePort();
    private final PostgresProcess process;
    private final Thread reaper;

    Standby(OwnPostgres primary, Path directory) {
        this.data = directory.resolve("standby");
        this.process = new PostgresProcess(data, port);
        this.reaper = new Thread(process::killIfAlive);
        try (Connection connection = primary.process().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copy(primary.data());
            String label = text(statement, "SELECT labelfile FROM pg_backup_stop(false)");
            Files.writeString(data.resolve("backup_label"), label);
            Files.writeString(data.resolve("standby.signal"), "");
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = 'host=localhost port=" + primary.port()
                            + " user=postgres application_name=standby'\n",
                    StandardOpenOption.APPEND);
            String command = primary.process().command();
            process.start(command.replace(primary.data().toString(), data.toString())
                    .replace(Integer.toString(primary.port()), Integer.toString(port)));
            Runtime.getRuntime().addShutdownHook(reaper);
            // After the copy, for once promoted this server waits for nobody.
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
            statement.execute("SELECT pg_reload_conf()");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> "sync".equals(text(statement, "SELECT max(sync_state) FROM pg_stat_replication")));
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void copy(Path from) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Path copy = data.resolve(from.relativize(directory).toString());
                Files.createDirectories(
                        copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                boolean skipped = directory.getParent().equals(from)
                        && NOT_COPIED.contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!NOT_COPIED.contains(file.getFileName().toString())) {
                    try {
                        Files.copy(file, data.resolve(from.relativize(file).toString()));
                    } catch (NoSuchFileException e) {
                        // Files come and go; what was needed is in the log that is streamed.
                        return FileVisitResult.CONTINUE;
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    int port() {
        return port;
    }

    void freeze() {
        process.signal("-STOP");
    }

    void thaw() {
        process.signal("-CONT");
    }

    /** Makes it the primary, and waits until it is. */
    void promote() {
        try (Connection connection = process.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_promote(true, 30)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(reaper);
        process.killIfAlive();
    }
}
