package dev.parley.examples.benchmarks.load;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.parley.examples.benchmarks.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether readers that open a stream and never read it harm those that do. The packaged server is started twice, each time
 * with the same streams and the same messages at a fixed rate; the second time some of the streams ask for a long history
 * and read nothing but the head of the answer, so that they fill every buffer on the way at once.
 *
 * <p>Linux only: what the server holds is read from the system.
 */
public final class StalledReaders {

    /** Beside one for each stream: libraries, the database, connections of those who send. */
    private static final int OTHER_FILES = 500;

    private StalledReaders() {}

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if the server can't be started or looked at, or the results can't be written
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.parse(
                args,
                Map.ofEntries(
                        Map.entry("--server", "chat-examples/server/target/parley-server.jar"),
                        Map.entry("--database", ""),
                        Map.entry("--streams", "2000"),
                        Map.entry("--stalled", "5"),
                        Map.entry("--readers", "100"),
                        Map.entry("--users", "20"),
                        Map.entry("--rate", "10"),
                        Map.entry("--seconds", "60"),
                        Map.entry("--warm-up", "15"),
                        Map.entry("--text-bytes", "200"),
                        Map.entry("--backlog-mib", "5"),
                        Map.entry("--results", "chat-examples/benchmarks/results")));
        requireFiles(options.whole("--streams") + OTHER_FILES);
        // Below the server's idle time-out: it must not close a connection on which a message is being sent.
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
        String machine = Machine.describe();
        try (Database database = Database.open(options.text("--database"))) {
            Run without = run(options, database, false);
            Run with = run(options, database, true);
            report(options, machine, database, without, with);
        }
    }

    private static void requireFiles(int count) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < count) {
            throw new IllegalStateException(
                    "This program and the server need " + count + " open files each; the limit is "
                            + system.getMaxFileDescriptorCount() + ": raise it with ulimit -n");
        }
    }

    private static Run run(Options options, Database database, boolean stall) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("parley-load");
        Path jar = Path.of(options.text("--server"));
        try (ServerProcess server = ServerProcess.start(jar, directory, database.url(), Map.of())) {
            return new Scenario(options, server, stall).run();
        } finally {
            Site.delete(directory);
        }
    }

    private static void report(Options options, String machine, Database database, Run without, Run with)
            throws IOException {
        StalledReport report = new StalledReport(without, with);
        Results.report(
                "StalledReaders" + (database.url() == null ? "" : "-postgresql"),
                options,
                machine,
                Map.of("without", without, "with", with, "p99Ratio", report.p99Ratio()),
                report.toMarkdown(),
                report.goals());
    }
}
