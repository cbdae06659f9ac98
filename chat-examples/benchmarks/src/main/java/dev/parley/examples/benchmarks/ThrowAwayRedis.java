package dev.parley.examples.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis on a free port of this machine, which keeps nothing on disk. */
final class ThrowAwayRedis implements AutoCloseable {

    private final RedisServer server;
    private final int port;

    private ThrowAwayRedis(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    static ThrowAwayRedis start() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        RedisServer server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        server.start();
        return new ThrowAwayRedis(server, port);
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
