package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/** A Redis to be frozen, killed and started again. It keeps what it has answered: the system has it before that, though maybe not the disk. */
final class RedisVictim implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final int port;
    private final Path directory;
    private final Thread onExit;
    private volatile Process process;

    private RedisVictim(int port, Path directory) throws IOException, InterruptedException {
        this.port = port;
        this.directory = directory;
        this.process = launch();
        this.onExit = new Thread(() -> process.destroyForcibly());
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    static RedisVictim start() throws IOException, InterruptedException {
        return new RedisVictim(freePort(), Files.createTempDirectory("parley-redis"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException, InterruptedException {
        String binary = RedisExecProvider.defaultProvider().get().toString();
        Process started = new ProcessBuilder(List.of(
                        binary,
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        "" + directory,
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "no"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (!started.isAlive() || System.nanoTime() > end) {
                started.destroyForcibly();
                throw new IOException("Redis does not start");
            }
            Thread.sleep(5);
        }
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Returns when it answers. */
    void restart() throws IOException, InterruptedException {
        process = launch();
    }

    void forget() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            kill();
            forget();
            Files.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
