package dev.parley.examples.server.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process that the tests start, listen to and kill. None of them outlives this virtual machine's regular end. */
final class ChildProcess implements AutoCloseable {

    private static final int TAIL = 60;

    /** The exit status by which the system says that a process ended by SIGKILL. */
    private static final int SIGKILLED = 128 + 9;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private final Thread onExit;
    private final Thread reader;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.onExit = new Thread(process::destroyForcibly, name + "-end");
        this.reader = new Thread(this::read, name + "-output");
    }

    /** Starts a command in a directory, with its two outputs as one. */
    static ChildProcess start(String name, Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            ChildProcess child = new ChildProcess(name, builder.start());
            Runtime.getRuntime().addShutdownHook(child.onExit);
            child.reader.setDaemon(true);
            child.reader.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                remember(line);
                lines.add(line);
            }
        } catch (IOException e) {
            remember("(the output broke off: " + e.getMessage() + ")");
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        }
    }

    /** Waits for a line of output; the lines before it are passed over. */
    String awaitLine(Predicate<String> wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            String line = lines.poll(Math.min(100_000_000, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line != null && wanted.test(line)) {
                return line;
            }
            boolean over = line == null && !process.isAlive() && !reader.isAlive() && lines.isEmpty();
            if (over || System.nanoTime() > end) {
                throw new AssertionError(over ? describe("ended too early") : describe("took over " + patience));
            }
        }
    }

    /** Waits for the regular end and returns everything that was not awaited before. */
    List<String> awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(describe("did not end within " + patience));
        }
        reader.join(patience.toMillis());
        List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        if (process.exitValue() != 0) {
            throw new AssertionError(describe("ended with status " + process.exitValue()));
        }
        return rest;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** {@return what a failure message should say about this process} */
    String describe(String what) {
        synchronized (tail) {
            return name + " " + what + "; the end of its output:\n  " + String.join("\n  ", tail);
        }
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    /** {@return whether it was a signal that ended it} */
    boolean wasKilled() {
        return !process.isAlive() && process.exitValue() == SIGKILLED;
    }

    /** The same, for what may be gone already. */
    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
