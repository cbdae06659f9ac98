package dev.parley.examples.server.kill;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged server, as a process that can be killed. */
public final class ServerProcess implements AutoCloseable {

    private static final String READY = "Parley is ready: ";

    private final ChildProcess process;
    private final URI address;
    private final Duration readyAfter;

    private ServerProcess(ChildProcess process, URI address, Duration readyAfter) {
        this.process = process;
        this.address = address;
        this.readyAfter = readyAfter;
    }

    /** {@return the packaged server} */
    static Path jar() {
        return Path.of(System.getProperty("parley.server.jar", "target/parley-server.jar"))
                .toAbsolutePath();
    }

    /** Starts the server on any free port; returns when it says that it is ready. */
    public static ServerProcess start(Path directory, Map<String, String> environment, Duration patience)
            throws InterruptedException {
        long start = System.nanoTime();
        Map<String, String> all = new HashMap<>(environment);
        all.put("PORT", "0");
        // Its clients are quicker than people, and all of one address.
        all.putIfAbsent("CHAT_LIMIT_MESSAGES", "off");
        all.putIfAbsent("CHAT_LIMIT_ADDRESS", "off");
        ChildProcess process = command(directory, all, List.of());
        String line = process.awaitLine(text -> text.contains(READY), patience);
        Duration readyAfter = Duration.ofNanos(System.nanoTime() - start);
        URI address =
                URI.create(line.substring(line.indexOf(READY) + READY.length()).trim());
        return new ServerProcess(process, address, readyAfter);
    }

    /** Starts the packaged server's program with arguments of its own. */
    static ChildProcess command(Path directory, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar().toString()));
        command.addAll(arguments);
        return ChildProcess.start("The server", directory, environment, command);
    }

    public URI address() {
        return address;
    }

    Duration readyAfter() {
        return readyAfter;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    public String describe(String what) {
        return process.describe(what);
    }

    /** Waits until it says something; what it said before is passed over. */
    public void awaitSaying(String words, Duration patience) throws InterruptedException {
        process.awaitLine(line -> line.contains(words), patience);
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
