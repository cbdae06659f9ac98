package dev.parley.examples.benchmarks.load;

import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import dev.parley.examples.benchmarks.Machine;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Whether a message costs the same however much there is: fills a PostgreSQL of its own with ever more messages, and at each size
 * sends some through the store, reads pages of 50 with it, and lists conversations with what is unread in them. Then the same with
 * large texts, as the database keeps them of itself and without its compression.
 */
public final class Growth {

    private static final int PAGE = 50;
    private static final int LISTED = 20;
    private static final int TEXT = 80;

    private final ChatLog log;
    private final int samples;
    private final Random random = new Random(1);

    private Growth(ChatLog log, int samples) {
        this.log = log;
        this.samples = samples;
    }

    /**
     * What was seen at one size. Times are of one sender, who waits for each.
     *
     * @param messages how many there were
     * @param bytes what they took, with indexes
     * @param send of one message to any conversation
     * @param page of the last 50 of any conversation
     * @param list of the first 20 conversations of somebody who takes part in a twentieth of all
     */
    record Size(long messages, long bytes, Latency.Summary send, Latency.Summary page, Latency.Summary list) {}

    /**
     * Runs and reports.
     *
     * @param args options with values
     * @throws IOException if PostgreSQL can't be started, or the results can't be written
     * @throws SQLException if it fails
     */
    public static void main(String[] args) throws IOException, SQLException {
        Options options = Options.parse(
                args,
                Map.of(
                        "--sizes",
                        "10000,100000,1000000,10000000",
                        "--conversations",
                        "1000",
                        "--samples",
                        "5000",
                        "--text-bytes",
                        "100,4096,102400",
                        "--results",
                        "chat-examples/benchmarks/results"));
        String machine = Machine.describe();
        try (Database server = Database.open(Database.EMBEDDED)) {
            JdbcDatabaseConfig config = JdbcDatabaseConfig.of(String.valueOf(server.url()));
            JdbcDatabase database = JdbcDatabase.open(config);
            JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system());
            try (Connection connection = DriverManager.getConnection(config.jdbcUrl())) {
                List<Size> sizes = new Growth(store.log(), options.whole("--samples")).run(connection, options);
                List<LargeTexts.Kept> texts = new LargeTexts(store.log(), connection).run(options.text("--text-bytes"));
                report(machine, options, sizes, texts);
            } finally {
                store.close();
                database.close();
            }
        }
    }

    private List<Size> run(Connection connection, Options options) throws SQLException {
        Crowded crowd = new Crowded(log, options.whole("--conversations"));
        List<Size> sizes = new ArrayList<>();
        for (String size : options.text("--sizes").split(",", -1)) {
            crowd.grow(connection, Long.parseLong(size) / crowd.size());
            if (sizes.isEmpty()) {
                // The first figures are not to hold what the compiler of this process still has to do.
                measure(connection, crowd);
            }
            sizes.add(measure(connection, crowd));
            System.out.println(sizes.get(sizes.size() - 1));
        }
        return sizes;
    }

    private Size measure(Connection connection, Crowded crowd) throws SQLException {
        long messages = EntryTable.number(connection, "SELECT sum(posted_count) FROM parley_conversation");
        long bytes = EntryTable.bytes(connection);
        String text = Crowded.text(TEXT);
        return new Size(
                messages,
                bytes,
                timed(crowd, room -> crowd.send(room, text)),
                timed(
                        crowd,
                        room -> log.messages(
                                        Crowded.author(room),
                                        crowd.conversation(room),
                                        HistoryRange.latest(PAGE),
                                        Crowded.soon())
                                .orThrow()),
                timed(crowd, room -> log.conversationsOf(Crowded.author(room), null, LISTED, Crowded.soon())));
    }

    private Latency.Summary timed(Crowded crowd, IntConsumer call) {
        Latency latency = new Latency();
        for (int i = 0; i < samples; i++) {
            int room = random.nextInt(crowd.size());
            long begun = System.nanoTime();
            call.accept(room);
            latency.since(begun);
        }
        return latency.summary();
    }

    private static void report(String machine, Options options, List<Size> sizes, List<LargeTexts.Kept> texts)
            throws IOException {
        List<String> tables = new ArrayList<>();
        tables.add("| messages | bytes of each | send, ms: p50 / p99 / p99.9 / max | page | list |");
        tables.add("|---|---|---|---|---|");
        sizes.forEach(size -> tables.add(String.format(
                Locale.ROOT,
                "| %,d | %d | %s | %s | %s |",
                size.messages(),
                size.bytes() / size.messages(),
                size.send().toCell(),
                size.page().toCell(),
                size.list().toCell())));
        tables.add("");
        tables.add("| texts | bytes of each | kept | of that in the row | send, ms | page, ms |");
        tables.add("|---|---|---|---|---|---|");
        texts.forEach(kept -> tables.add(String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %s | %s |",
                kept.storage(),
                kept.textBytes(),
                kept.keptBytes(),
                kept.rowBytes(),
                kept.send().toCell(),
                kept.page().toCell())));
        Results.report("Growth", options, machine, Map.of("sizes", sizes, "texts", texts), tables);
    }
}
