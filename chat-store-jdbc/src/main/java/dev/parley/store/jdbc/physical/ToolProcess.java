package dev.parley.store.jdbc.physical;

import dev.parley.core.auth.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program: without a shell, without input, with an end in time. Keeps the end of what it says, for where a
 * tool fails it says so last.
 */
final class ToolProcess {

    static final int COULD_NOT_START = -1;
    static final int TIMED_OUT = -2;

    private static final int MOST_KEPT = 64 * 1024;
    private static final int PIECE = 8 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final byte[] kept = new byte[MOST_KEPT];
    private long said;

    /** What it came to. */
    record End(int exitCode, String output) {}

    static End run(Path program, List<String> arguments, PhysicalBackupConfig config, Duration timeout) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        setEnvironment(builder.environment(), config);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new End(COULD_NOT_START, "");
        }
        return new ToolProcess().await(process, config, timeout);
    }

    private static void setEnvironment(Map<String, String> environment, PhysicalBackupConfig config) {
        environment.clear();
        config.environment().forEach((name, value) -> {
            if (name.equals("PATH") || name.equals("HOME") || name.equals("TMPDIR") || name.startsWith("PG")) {
                environment.put(name, value);
            }
        });
        // What is read in its output is in English.
        environment.put("LC_ALL", "C");
        config.password().ifPresent(password -> environment.put("PGPASSWORD", password.text()));
    }

    private End await(Process process, PhysicalBackupConfig config, Duration timeout) {
        Thread reader = new Thread(() -> readAll(process.getInputStream()), "parley-backup-tool");
        reader.setDaemon(true);
        reader.start();
        boolean ended = false;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            // It ended before its input was closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended && process.isAlive()) {
            end(process);
            join(reader);
            return new End(TIMED_OUT, text(config));
        }
        join(reader);
        return new End(process.exitValue(), text(config));
    }

    /** First asks, so that the tool can clear up; then no longer. */
    private static void end(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** A child of the tool that lives on may hold its output open; then what was said so far must do. */
    private static void join(Thread reader) {
        try {
            reader.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll(InputStream output) {
        byte[] piece = new byte[PIECE];
        try (output) {
            for (int read = output.read(piece); read >= 0; read = output.read(piece)) {
                keep(piece, read);
            }
        } catch (IOException e) {
            // It was ended.
        }
    }

    private synchronized void keep(byte[] piece, int count) {
        for (int i = 0; i < count; i++) {
            kept[(int) (said++ % MOST_KEPT)] = piece[i];
        }
    }

    private synchronized String text(PhysicalBackupConfig config) {
        int length = (int) Math.min(said, MOST_KEPT);
        byte[] ordered = new byte[length];
        for (int i = 0; i < length; i++) {
            ordered[i] = kept[(int) ((said - length + i) % MOST_KEPT)];
        }
        String text = new String(ordered, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
        String hidden = config.password().map(Secret::text).orElse("");
        return (hidden.isEmpty() ? text : text.replace(hidden, "***"))
                .replaceAll("(?i)(password\\s{0,4}[=:]\\s{0,4})\\S+", "$1***")
                .replaceAll("(://[^\\s:/@]{1,200}):[^\\s@]{1,500}@", "$1:***@");
    }
}
