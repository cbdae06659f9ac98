package dev.parley.examples.benchmarks;

import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.ConversationSummary;
import dev.parley.core.message.Draft;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.Message;
import dev.parley.core.message.NewConversation;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.ListCursor;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the row policies of PostgreSQL cost: a page of 50, an append, a list of conversations and a statement that reads no
 * table, through the store, with the policies on and with them turned off.
 *
 * <p>Fair because it is the same database, pool and code, with the settings that the library gives connections of its own:
 * also with policies off each transaction says for whom it works. What saying it costs is in {@code ping} beside
 * {@link HistoryPage#select1}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 3, time = 2)
public class RowSecurity {

    /** A database with a conversation of 10,000 messages, and one that grows. */
    @State(Scope.Benchmark)
    public static class Library {

        @Param({"on", "off"})
        public String policies;

        private HistoryDatabase source;
        private JdbcDatabase tables;
        private JdbcChatStore store;
        private ConversationId conversation;
        private ConversationId growing;
        private final String run = UUID.randomUUID().toString();
        private long sent;

        @Setup
        public void open() throws IOException, SQLException {
            source = HistoryDatabase.open("postgresql");
            tables = JdbcDatabase.open(source.config());
            store = JdbcChatStore.on(tables, InstantSource.system());
            conversation = new Transcript(source.pool(), store.log(), 10_000).open();
            growing = store.log()
                    .create(Transcript.AUTHOR, NewConversation.of("one that grows"), new IdempotencyKey(run), soon())
                    .orThrow()
                    .id();
            turn(policies.equals("on") ? "ENABLE" : "DISABLE");
        }

        private void turn(String way) throws SQLException {
            try (Connection connection = source.pool().getConnection();
                    Statement statement = connection.createStatement()) {
                List<String> names = new ArrayList<>();
                try (ResultSet rows =
                        statement.executeQuery("SELECT relname FROM pg_class WHERE relforcerowsecurity")) {
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                }
                for (String table : names) {
                    statement.execute("ALTER TABLE " + table + " " + way + " ROW LEVEL SECURITY");
                }
            }
        }

        @TearDown
        public void close() throws IOException, SQLException {
            turn("ENABLE");
            store.close();
            tables.close();
            source.close();
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(2));
    }

    @Benchmark
    public Outcome<Page<Message, Long>> page(Library library) {
        return library.store
                .log()
                .messages(Transcript.AUTHOR, library.conversation, HistoryRange.latest(HistoryPage.PAGE), soon());
    }

    @Benchmark
    public AppendResult append(Library library) {
        Draft draft = Draft.of(library.run + library.sent++, "a message of ordinary length, as people write them");
        return library.store.log().append(Transcript.AUTHOR, library.growing, draft, soon());
    }

    @Benchmark
    public Page<ConversationSummary, ListCursor> list(Library library) {
        return library.store.log().conversationsOf(Transcript.AUTHOR, null, 20, soon());
    }

    @Benchmark
    public void ping(Library library) {
        library.store.ping(soon());
    }
}
