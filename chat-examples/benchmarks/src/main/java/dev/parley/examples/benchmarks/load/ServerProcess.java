package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The packaged server as a process of its own, in a directory of its own. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "Parley is ready: ";
    private static final long START_SECONDS = 180;
    private static final int STOP_SECONDS = 20;

    private final Process process;
    private final URI address;
    private final Thread onExit;

    private ServerProcess(Process process, URI address, Thread onExit) {
        this.process = process;
        this.address = address;
        this.onExit = onExit;
    }

    /**
     * Starts it on a free port and waits until it says that it is ready.
     *
     * @param jar the packaged server, its libraries beside it
     * @param directory an empty one, for its data and its log
     * @param database a URL, or null for H2 in the directory
     * @param settings more of the environment
     */
    static ServerProcess start(Path jar, Path directory, @Nullable String database, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path log = directory.resolve("server.log");
        ProcessBuilder builder = new ProcessBuilder(
                        program("java"),
                        "-Xmx512m",
                        "-XX:+UseG1GC",
                        "-jar",
                        jar.toAbsolutePath().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PORT", "0");
        // Here it is the machine that is to be the bound.
        builder.environment().put("CHAT_LIMIT_MESSAGES", "off");
        builder.environment().put("CHAT_LIMIT_ADDRESS", "off");
        builder.environment().remove("DATABASE_URL");
        if (database != null) {
            builder.environment().put("DATABASE_URL", database);
        }
        builder.environment().putAll(settings);
        Process process = builder.start();
        Thread onExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(onExit);
        return new ServerProcess(process, awaitReady(process, log), onExit);
    }

    /** A program of the JDK that the environment names, or else of the one that runs this. */
    static String program(String name) {
        String home = Optional.ofNullable(System.getenv("JAVA_HOME")).orElse(System.getProperty("java.home"));
        return Path.of(home, "bin", name).toString();
    }

    private static URI awaitReady(Process process, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            List<String> lines = Files.readAllLines(log);
            for (String line : lines) {
                if (line.startsWith(READY)) {
                    return URI.create(line.substring(READY.length()).trim());
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("The server did not start:\n" + Files.readString(log));
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
