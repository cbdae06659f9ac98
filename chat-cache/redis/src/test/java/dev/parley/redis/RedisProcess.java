package dev.parley.redis;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redis.embedded.RedisExecProvider;

/**
 * A Redis to be mistreated: frozen, killed, and started again on its port. A shell watches over it and kills it when this process
 * ends, however it ends. The library that brings the binary can only start and stop it, and leaves it running when the virtual
 * machine is killed.
 */
final class RedisProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(5);
    private static final File BINARY = unpack();

    /** Says the process id, waits until its input ends, and kills. */
    private static final String GUARD = "\"$@\" > /dev/null 2>&1 & echo $!; cat > /dev/null; kill -9 $!";

    private final int port;
    private final List<String> command;
    private Process guard;
    private ProcessHandle server;

    private RedisProcess(int port, List<String> command) throws IOException {
        this.port = port;
        this.command = command;
        this.guard = new ProcessBuilder(command).start();
        this.server = awaitAnswer();
    }

    /** Each setting is a line of {@code redis.conf}. */
    static RedisProcess start(int port, List<String> settings) {
        List<String> command = command();
        List<String> all = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "save \"\""));
        all.addAll(settings);
        for (String setting : all) {
            String[] words = ("--" + setting).split(" ", -1);
            Arrays.stream(words).map(word -> word.equals("\"\"") ? "" : word).forEach(command::add);
        }
        return launch(port, command);
    }

    /** A Sentinel, which reads and writes a file. */
    static RedisProcess startSentinel(int port, Path file) {
        List<String> command = command();
        command.addAll(List.of(file.toString(), "--sentinel", "--port", "" + port, "--bind", "127.0.0.1"));
        return launch(port, command);
    }

    private static List<String> command() {
        return new ArrayList<>(List.of("sh", "-c", GUARD, "sh", BINARY.toString()));
    }

    private static RedisProcess launch(int port, List<String> command) {
        try {
            return new RedisProcess(port, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File unpack() {
        try {
            return RedisExecProvider.defaultProvider().get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessHandle awaitAnswer() throws IOException {
        BufferedReader reader = guard.inputReader(StandardCharsets.US_ASCII);
        ProcessHandle started =
                ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
        await("start of Redis").atMost(PATIENCE).pollInterval(OFTEN).until(this::answers);
        return started;
    }

    /** An error is an answer too: one may have to say a password first. While it loads its data it is not there yet. */
    private boolean answers() {
        try {
            return !ask("PING").startsWith("-LOADING");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Says one line, and reads a short answer: a line, or a text. */
    String ask(String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = reader.readLine();
            if (first == null) {
                throw new EOFException("No answer");
            }
            return first.startsWith("$") ? text(reader, Integer.parseInt(first.substring(1))) : first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(BufferedReader reader, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) reader.read());
        }
        return text.toString();
    }

    int port() {
        return port;
    }

    /** Stops it where it stands; connections stay open and say nothing. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", name, Long.toString(server.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it as a crash does, at once and without a word. */
    void kill() {
        server.destroyForcibly();
        await("end of Redis").atMost(PATIENCE).pollInterval(OFTEN).until(() -> !answers());
        close();
    }

    /** Starts it again on its port, with what it kept on disk, if anything. */
    void restart() {
        try {
            guard = new ProcessBuilder(command).start();
            server = awaitAnswer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            guard.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
