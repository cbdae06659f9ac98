package dev.parley.examples.server.kill;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.embedded.RedisExecProvider;

/** A Redis server that keeps nothing on disk, to be frozen, killed, and started again on its port. */
public final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final int port;
    private final List<String> configs;
    private ChildProcess process;

    private RedisProcess(Path directory, int port, List<String> configs) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = port;
        this.configs = configs;
        this.process = launch();
    }

    /** Starts it with a file of settings, or with none. */
    public static RedisProcess start(Path directory, String... configs) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free.close();
            return new RedisProcess(directory, free.getLocalPort(), List.of(configs));
        }
    }

    private ChildProcess launch() throws IOException, InterruptedException {
        String binary = RedisExecProvider.defaultProvider().get().getAbsolutePath();
        List<String> command = new ArrayList<>(List.of(binary));
        command.addAll(configs);
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", ""));
        ChildProcess started = ChildProcess.start("Redis", directory, Map.of(), command);
        started.awaitLine(line -> line.contains("eady to accept connections"), PATIENCE);
        return started;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    /** {@return what is kept under the keys that match a pattern} */
    public List<String> values(String pattern) {
        try (RedisClient client = RedisClient.create(uri())) {
            var commands =
                    client.connect(new StringCodec(StandardCharsets.ISO_8859_1)).sync();
            return commands.keys(pattern).stream()
                    .map(commands::get)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    public List<String> keys(String pattern) {
        try (RedisClient client = RedisClient.create(uri())) {
            return client.connect().sync().keys(pattern);
        }
    }

    /** SIGSTOP: connections stay open and say nothing. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError(process.describe("took no " + name));
        }
    }

    /** SIGKILL; returns when nothing listens on the port any more. */
    public void kill() throws InterruptedException {
        process.kill();
        await("end of Redis").atMost(PATIENCE).until(() -> !listens());
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts it again, empty, on its port. */
    public void startAgain() throws IOException, InterruptedException {
        process = launch();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
