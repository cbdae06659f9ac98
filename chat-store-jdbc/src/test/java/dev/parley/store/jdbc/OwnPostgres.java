package dev.parley.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A PostgreSQL to be mistreated: frozen, killed, and started again with its port and its data. */
final class OwnPostgres implements AutoCloseable {

    private final Path data;
    private final int port;
    private final EmbeddedPostgres server;
    private final PostgresProcess process;
    private final Thread reaper;

    OwnPostgres(Path directory) {
        this.data = directory.resolve("data");
        this.port = freePort();
        this.process = new PostgresProcess(data, port);
        this.reaper = new Thread(process::killIfAlive);
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

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EmbeddedPostgres server() {
        return server;
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    PostgresProcess process() {
        return process;
    }

    /** Stops every process of the server where it stands; connections stay open and say nothing. */
    void freeze() {
        process.signal("-STOP");
    }

    void thaw() {
        process.signal("-CONT");
    }

    void kill() {
        process.kill();
    }

    /** With the command line that it was started with. */
    void restart() {
        process.start(process.command());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(reaper);
        process.killIfAlive();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
