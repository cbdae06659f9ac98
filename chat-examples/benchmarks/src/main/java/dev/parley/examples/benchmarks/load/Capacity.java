package dev.parley.examples.benchmarks.load;

import dev.parley.examples.benchmarks.Machine;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What a message costs the server: rows, bytes of the tables and of the write-ahead log, writes and flushes of it, transactions,
 * connections. Sends messages through the store as fast as they go, with ever more senders, and with few connections and many.
 */
public final class Capacity {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Capacity() {}

    /**
     * What was seen with one number of senders and connections.
     *
     * @param senders who send at once, each when the message before is there
     * @param connections of the store's pool
     * @param messages how many were sent
     * @param perSecond messages
     * @param send of one message
     * @param cost what the server did for all of them
     */
    record Load(
            int senders, int connections, long messages, double perSecond, Latency.Summary send, ServerCounters cost) {}

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if PostgreSQL can't be started, or the results can't be written
     * @throws SQLException if it fails
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException if the store fails
     */
    public static void main(String[] args) throws IOException, SQLException, InterruptedException, ExecutionException {
        Options options = Options.parse(
                args,
                Map.of(
                        "--senders-connections",
                        "1-1,8-8,64-4,64-20",
                        "--conversations",
                        "1000",
                        "--warm-up",
                        "5",
                        "--seconds",
                        "20",
                        "--text-bytes",
                        "200",
                        "--results",
                        "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        List<Load> loads = new ArrayList<>();
        try (Database server = Database.open(Database.EMBEDDED)) {
            JdbcDatabaseConfig config =
                    JdbcDatabaseConfig.of(String.valueOf(server.url())).withConnectionTimeout(PATIENCE);
            for (String load : options.text("--senders-connections").split(",", -1)) {
                String[] numbers = load.split("-", 2);
                loads.add(run(config, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), options));
                System.out.println(loads.get(loads.size() - 1));
            }
        }
        report(machine, options, loads);
    }

    /** Counts what is done between two openings of the store, for then all connections have told. */
    private static Load run(JdbcDatabaseConfig config, int senders, int connections, Options options)
            throws SQLException, InterruptedException, ExecutionException {
        JdbcDatabaseConfig sized = config.withMaximumPoolSize(connections);
        Crowded crowd;
        try (JdbcDatabase database = JdbcDatabase.open(sized);
                JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system())) {
            crowd = new Crowded(store.log(), options.whole("--conversations"));
            send(crowd, senders, options.whole("--warm-up"), options);
        }
        try (Connection connection = DriverManager.getConnection(config.jdbcUrl())) {
            ServerCounters before = ServerCounters.read(connection);
            Latency.Summary latency;
            double seconds;
            try (JdbcDatabase database = JdbcDatabase.open(sized);
                    JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system())) {
                long begun = System.nanoTime();
                latency = send(crowd.through(store.log()), senders, options.whole("--seconds"), options);
                seconds = (System.nanoTime() - begun) / 1e9;
            }
            ServerCounters cost = ServerCounters.read(connection).since(before);
            return new Load(senders, connections, latency.count(), latency.count() / seconds, latency, cost);
        }
    }

    private static Latency.Summary send(Crowded crowd, int senders, int seconds, Options options)
            throws InterruptedException, ExecutionException {
        String text = Crowded.text(options.whole("--text-bytes"));
        Latency latency = new Latency();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                sending.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        int room = ThreadLocalRandom.current().nextInt(crowd.size());
                        long begun = System.nanoTime();
                        crowd.send(room, text);
                        latency.since(begun);
                    }
                }));
            }
            for (Future<?> each : sending) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return latency.summary();
    }

    private static void report(String machine, Options options, List<Load> loads) throws IOException {
        List<String> table = new ArrayList<>();
        table.add(
                "| senders, connections | messages/s | send, ms: p50 / p99 / p99.9 / max | transactions, rows inserted,"
                        + " rows updated (in place) | bytes of tables | bytes of log, page images | log writes, flushes |");
        table.add("|---|---|---|---|---|---|---|");
        for (Load load : loads) {
            ServerCounters cost = load.cost();
            double each = load.messages();
            table.add(String.format(
                    Locale.ROOT,
                    "| %d, %d | %.0f | %s | %.3f, %.2f, %.2f (%.2f) | %.0f | %.0f, %.3f | %.3f, %.3f |",
                    load.senders(),
                    load.connections(),
                    load.perSecond(),
                    load.send().toCell(),
                    cost.commits() / each,
                    cost.inserted() / each,
                    cost.updated() / each,
                    cost.updatedInPlace() / each,
                    cost.entryBytes() / each,
                    cost.walBytes() / each,
                    cost.pageImages() / each,
                    cost.walWrites() / each,
                    cost.walFlushes() / each));
        }
        Results.report("Capacity", options, machine, Map.of("loads", loads), table);
    }
}
