package dev.parley.examples.benchmarks;

import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.Page;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
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
 * The last 50 messages of a conversation of 10^2, 10^4 and 10^6, through the store, against what a hand could write over
 * the same tables: the same keyset by plain JDBC and by Jdbi, both without asking whether the reader takes part, then by
 * plain JDBC with asking it in the same statement, the page by OFFSET, and the bare round trip {@code SELECT 1}.
 *
 * <p>Fair because the store's pool and that of the others have the same settings, and all read the same rows of the same
 * database, which holds all three conversations, and make an object of each. The store does more than any: it asks for the seat,
 * bounds the statement by the caller's deadline and reads one row more, to say whether there is an earlier page.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 3, time = 2)
public class HistoryPage {

    static final int PAGE = 50;

    /** A database with the three conversations. */
    @State(Scope.Benchmark)
    public static class Library {

        @Param({"h2", "postgresql"})
        public String database;

        HistoryDatabase source;
        RawReader raw;
        private JdbcDatabase tables;
        private JdbcChatStore store;

        @Setup
        public void open() throws IOException {
            source = HistoryDatabase.open(database);
            tables = JdbcDatabase.open(source.config());
            store = JdbcChatStore.on(tables, InstantSource.system());
            raw = new RawReader(source.pool());
        }

        @TearDown
        public void close() throws IOException {
            store.close();
            tables.close();
            source.close();
        }
    }

    /** One conversation in it. */
    @State(Scope.Benchmark)
    public static class Shelf {

        @Param({"100", "10000", "1000000"})
        public long messages;

        private ConversationId conversation;
        private Jdbi jdbi;

        @Setup
        public void find(Library library) throws SQLException {
            conversation = new Transcript(library.source.pool(), library.store.log(), messages).open();
            jdbi = Jdbi.create(library.source.pool());
        }
    }

    @Benchmark
    public Outcome<Page<Message, Long>> store(Library library, Shelf shelf) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(2));
        return library.store.log().messages(Transcript.AUTHOR, shelf.conversation, HistoryRange.latest(PAGE), deadline);
    }

    @Benchmark
    public List<Row> rawKeyset(Library library, Shelf shelf) throws SQLException {
        return library.raw.keyset(shelf.conversation.value());
    }

    @Benchmark
    public List<Row> rawSeatedKeyset(Library library, Shelf shelf) throws SQLException {
        return library.raw.seatedKeyset(shelf.conversation.value());
    }

    @Benchmark
    public List<Row> rawOffset(Library library, Shelf shelf) throws SQLException {
        return library.raw.offset(shelf.conversation.value(), shelf.messages - PAGE);
    }

    @Benchmark
    public List<Row> jdbiKeyset(Shelf shelf) {
        return shelf.jdbi.withHandle(handle -> handle.createQuery(RawReader.KEYSET.replace("?", ":conversation"))
                .bind("conversation", shelf.conversation.value())
                .map(Row.MAPPER)
                .list());
    }

    @Benchmark
    public int select1(Library library) throws SQLException {
        return library.raw.one();
    }
}
