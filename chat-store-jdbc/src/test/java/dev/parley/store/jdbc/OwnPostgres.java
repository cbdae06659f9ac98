package dev.parley.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL to be mistreated: frozen, killed, and started again with its port and its data. */
final class OwnPostgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private final EmbeddedPostgres server;
    private final Thread reaper = new Thread(this::killIfAlive);

    OwnPostgres(Path directory) {
        this.data = directory.resolve("data");
        this.port = freePort();
        try {
            this.server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setPort(port)
                    .setDataDirectory(data)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EmbeddedPostgres server() {
        return server;
    }

    /** Stops every process of the server where it stands; connections stay open and say nothing. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /** Ends the server as a crash does, at once and without a word. */
    void kill() {
        List<ProcessHandle> family = family();
        family.stream().limit(1).forEach(ProcessHandle::destroyForcibly);
        // The others follow their parent; a new server does not start before they are gone.
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** With the command line that it was started with; as another user than root, whom it refuses. */
    void restart() {
        try {
            String command = Files.readString(data.resolve("postmaster.opts")).strip();
            boolean root = System.getProperty("user.name").equals("root");
            new ProcessBuilder("sh", "-c", "exec " + (root ? "unshare -U " : "") + command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .pollInterval(Duration.ofMillis(20))
                    .until(this::acceptsConnections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean acceptsConnections() {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private void killIfAlive() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            kill();
        }
    }

    private void signal(String name) {
        try {
            for (ProcessHandle process : family()) {
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

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(reaper);
        killIfAlive();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
