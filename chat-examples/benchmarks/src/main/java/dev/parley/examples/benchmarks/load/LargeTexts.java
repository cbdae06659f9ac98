package dev.parley.examples.benchmarks.load;

import dev.parley.core.store.ChatLog;
import dev.parley.core.store.HistoryRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What large texts cost, as the database keeps them of itself (compressed, and out of line), and without compression. */
final class LargeTexts {

    private static final int MESSAGES = 200;
    private static final int PAGES = 200;
    private static final int PAGE = 50;

    private final ChatLog log;
    private final Connection connection;

    LargeTexts(ChatLog log, Connection connection) {
        this.log = log;
        this.connection = connection;
    }

    /**
     * What was seen of texts of one length.
     *
     * @param storage how the database keeps them
     * @param textBytes of each
     * @param keptBytes of each message in all
     * @param rowBytes of that in the row itself
     * @param send of one message
     * @param page of the last 50
     */
    record Kept(
            String storage, int textBytes, long keptBytes, long rowBytes, Latency.Summary send, Latency.Summary page) {}

    List<Kept> run(String lengths) throws SQLException {
        List<Kept> all = new ArrayList<>();
        for (String storage : List.of("EXTENDED", "EXTERNAL")) {
            EntryTable.keepTexts(connection, storage);
            for (String length : lengths.split(",", -1)) {
                all.add(run(storage, Integer.parseInt(length), all.size()));
            }
        }
        EntryTable.keepTexts(connection, "EXTENDED");
        return all;
    }

    /** Each in a conversation whose last messages are all of this length. */
    private Kept run(String storage, int length, int room) throws SQLException {
        Crowded crowd = new Crowded(log, room + 1);
        long kept = EntryTable.bytes(connection);
        long rows = EntryTable.rowBytes(connection);
        Latency send = new Latency();
        for (int i = 0; i < MESSAGES; i++) {
            String text = Crowded.text(length);
            long begun = System.nanoTime();
            crowd.send(room, text);
            send.since(begun);
        }
        Latency page = new Latency();
        for (int i = 0; i < PAGES; i++) {
            long begun = System.nanoTime();
            log.messages(Crowded.author(room), crowd.conversation(room), HistoryRange.latest(PAGE), Crowded.soon())
                    .orThrow();
            page.since(begun);
        }
        return new Kept(
                storage,
                length,
                (EntryTable.bytes(connection) - kept) / MESSAGES,
                (EntryTable.rowBytes(connection) - rows) / MESSAGES,
                send.summary(),
                page.summary());
    }
}
