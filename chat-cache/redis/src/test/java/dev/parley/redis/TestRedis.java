package dev.parley.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Redis for tests, on a free port of this machine. Keeps nothing on disk unless a setting says so. */
public final class TestRedis implements AutoCloseable {

    private final RedisProcess server;

    private TestRedis(RedisProcess server) {
        this.server = server;
    }

    /** With lines of {@code redis.conf}, if any. */
    public static TestRedis start(String... settings) {
        return new TestRedis(RedisProcess.start(RedisProcess.freePort(), List.of(settings)));
    }

    public static int freePort() {
        return RedisProcess.freePort();
    }

    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    public int port() {
        return server.port();
    }

    /** SIGSTOP: connections stay open and say nothing. */
    public void freeze() {
        server.freeze();
    }

    /** SIGCONT. */
    public void thaw() {
        server.thaw();
    }

    /** SIGKILL; returns when nothing answers on the port any more. */
    public void kill() {
        server.kill();
    }

    /** Starts it again after {@link #kill}, on the same port, empty unless a setting keeps the data. */
    public void restart() {
        server.restart();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
