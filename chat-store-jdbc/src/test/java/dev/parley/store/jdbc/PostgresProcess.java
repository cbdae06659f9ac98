package dev.parley.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The processes of a PostgreSQL on some data, to be mistreated. */
final class PostgresProcess {

    private final Path data;
    private final int port;

    PostgresProcess(Path data, int port) {
        this.data = data;
        this.port = port;
    }

    /** The command line that it was started with last. */
    String command() {
        try {
            return Files.readString(data.resolve("postmaster.opts")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As another user than root, whom it refuses. */
    void start(String command) {
        boolean root = System.getProperty("user.name").equals("root");
        try {
            new ProcessBuilder("sh", "-c", "exec " + (root ? "unshare -U " : "") + command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(20))
                .until(this::acceptsConnections);
    }

    private boolean acceptsConnections() {
        try (Connection connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "");
    }

    /** Ends it as a crash does, at once and without a word. */
    void kill() {
        List<ProcessHandle> family = family();
        family.stream().limit(1).forEach(ProcessHandle::destroyForcibly);
        // The others follow their parent; a new server does not start before they are gone.
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    boolean isAlive() {
        return Files.exists(data.resolve("postmaster.pid")) && !family().isEmpty();
    }

    void killIfAlive() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            kill();
        }
    }

    /** Sends a signal to every process of it; to the postmaster first, so that it makes no more that would be missed. */
    void signal(String name) {
        signal(name, family().subList(0, 1));
        signal(name, family());
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        try {
            for (ProcessHandle process : processes) {
                new ProcessBuilder("kill", name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The postmaster first, then its children. */
    private List<ProcessHandle> family() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            return ProcessHandle.of(pid).stream()
                    .flatMap(postmaster -> Stream.concat(Stream.of(postmaster), postmaster.children()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
