package dev.parley.examples.server.kill;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server that is this test's own child, so that its postmaster can be killed and started again on the same
 * port and data. The library only unpacks it and makes the data directory. Commits are durable: fsync and
 * synchronous_commit are on.
 */
public final class PostgresProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path data;
    private final int port;
    private final String binary;
    private @Nullable ChildProcess process;

    private PostgresProcess(Path data, int port, String binary) {
        this.data = data;
        this.port = port;
        this.binary = binary;
    }

    /** Makes a data directory and starts a server on it. */
    public static PostgresProcess start(Path directory) throws IOException, InterruptedException {
        Path data = directory.resolve("postgres");
        reapOrphan(data);
        Directories.clear(data);
        int port = freePort();
        PostgresProcess postgres = new PostgresProcess(data, port, initialise(data, port));
        postgres.startAgain();
        return postgres;
    }

    /** Makes the data directory by letting the library run once, and returns the binary that it ran. */
    private static String initialise(Path data, int port) throws IOException {
        try (EmbeddedPostgres once = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start()) {
            return Files.readString(data.resolve("postmaster.opts")).split("[ \n]", 2)[0];
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A virtual machine that was killed leaves its server behind. */
    private static void reapOrphan(Path data) throws IOException {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            runningPostmaster(data)
                    .filter(orphan -> orphan.info().command().orElse("").endsWith("/postgres"))
                    .ifPresent(orphan -> {
                        List<ProcessHandle> children = orphan.children().toList();
                        orphan.destroyForcibly();
                        awaitAll(children);
                    });
        }
    }

    private static Optional<ProcessHandle> runningPostmaster(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid.trim()));
    }

    /** Starts the server on the data that is there; returns when it accepts connections. */
    void startAgain() throws InterruptedException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root; in a namespace of users it is nobody. unshare becomes the postmaster.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binary, "-D", data.toString(), "-p", Integer.toString(port)));
        for (String setting : List.of(
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=300",
                "timezone=UTC")) {
            command.add("-c");
            command.add(setting);
        }
        process = ChildProcess.start("PostgreSQL", data, Map.of("LC_ALL", "C"), command);
        process.awaitLine(line -> line.contains("database system is ready to accept connections"), PATIENCE);
    }

    /** SIGKILL of the postmaster; returns when it and the processes that lived by it are gone. */
    void kill() throws IOException, InterruptedException {
        ProcessHandle postmaster = runningPostmaster(data).orElseThrow();
        if (process == null || postmaster.pid() != process.pid()) {
            throw new AssertionError("The postmaster is not the process that was started");
        }
        List<ProcessHandle> children = postmaster.children().toList();
        process.kill();
        awaitAll(children);
    }

    private static void awaitAll(List<ProcessHandle> processes) {
        await("end of all processes that lived by the postmaster")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> processes.stream().allMatch(PostgresProcess::isGone));
    }

    /** A process that only waits for the system to take note of its end has no command any more. */
    private static boolean isGone(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }

    String jdbcUrl() {
        return jdbcUrl("postgres", port);
    }

    private static String jdbcUrl(String database, int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
    }

    /** {@return where it listens, on the loopback address} */
    public int port() {
        return port;
    }

    /** Makes an empty database and {@return its URL, by which it is reached through a port} */
    public String newDatabase(String name, int through) {
        String lower = name.toLowerCase(Locale.ROOT);
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + lower);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return jdbcUrl(lower, through);
    }

    /** Stops every process of the server where it stands; connections stay open and say nothing. */
    public void freeze() {
        // The postmaster first, so that it makes no more that would be missed.
        signal("-STOP", postmaster());
        postmaster().children().forEach(child -> signal("-STOP", child));
    }

    /** Lets it go on. */
    public void thaw() {
        postmaster().children().forEach(child -> signal("-CONT", child));
        signal("-CONT", postmaster());
    }

    private ProcessHandle postmaster() {
        try {
            return runningPostmaster(data).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
