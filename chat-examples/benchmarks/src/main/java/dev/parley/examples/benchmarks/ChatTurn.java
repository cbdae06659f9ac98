package dev.parley.examples.benchmarks;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.Message;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
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
 * What a turn of a chat asks of PostgreSQL: the question is added, the answer is added, and what the model is to be told is
 * read. Through the store that is two appends and a page of 20, whatever there is before; with the memories of Spring AI and
 * LangChain4j the whole window is read and written again with each message. The limit is two bare rows, each committed.
 *
 * <p>Fair because all have the same server settings and texts of the same length. The peers keep a window of 10, 100 or 1,000
 * messages and forget the rest. The log forgets nothing: it begins with so many, or with 10^6, and grows by two with each turn.
 * Its appends do more than any: membership, repeats by key, seq, the head of the conversation, what is unread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Threads(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 4, time = 2)
public class ChatTurn {

    static final String QUESTION =
            "did you try to start it in a terminal, and what does it say when the window closes?";
    static final String ANSWER =
            "It says that the display can't be opened. Start it once with the variable set, and try again.";

    private static final Principal READER = Principal.of("reader");
    private static final int TOLD = 20;

    /** The log, with a conversation in it. */
    @State(Scope.Benchmark)
    public static class Log {

        @Param({"10", "100", "1000", "1000000"})
        public long messages;

        private HistoryDatabase source;
        private JdbcDatabase database;
        private JdbcChatStore store;
        private ConversationId conversation;
        private long turns;

        @Setup
        public void open() throws IOException, SQLException {
            source = HistoryDatabase.fresh();
            database = JdbcDatabase.open(source.config());
            store = JdbcChatStore.on(database, InstantSource.system());
            conversation = new Transcript(source.pool(), store.log(), messages).open();
        }

        @TearDown
        public void close() throws IOException {
            store.close();
            database.close();
            source.close();
        }

        private AppendResult add(Principal author, String text) {
            ChatLog log = store.log();
            AppendResult added = log.append(author, conversation, Draft.of("turn " + turns++, text), soon());
            if (!(added instanceof AppendResult.Appended)) {
                throw new IllegalStateException("The store refused the message");
            }
            return added;
        }

        private Outcome<Page<Message, Long>> told() {
            return store.log().messages(READER, conversation, HistoryRange.latest(TOLD), soon());
        }
    }

    /** What keeps a window. */
    @State(Scope.Benchmark)
    public static class Memory {

        @Param({"10", "100", "1000"})
        public int window;

        private HistoryDatabase source;
        private TurnPeers peers;

        @Setup
        public void open() throws IOException, SQLException {
            source = HistoryDatabase.fresh();
            peers = new TurnPeers(source.pool(), window);
        }

        @TearDown
        public void close() throws IOException {
            source.close();
        }
    }

    /** Rows and nothing else. */
    @State(Scope.Benchmark)
    public static class Bare {

        private HistoryDatabase source;
        private BareRows rows;

        @Setup
        public void open() throws IOException, SQLException {
            source = HistoryDatabase.fresh();
            rows = new BareRows(source.pool());
        }

        @TearDown
        public void close() throws IOException {
            source.close();
        }
    }

    @Benchmark
    public Outcome<Page<Message, Long>> store(Log log) {
        log.add(Transcript.AUTHOR, QUESTION);
        log.add(READER, ANSWER);
        return log.told();
    }

    /** The turn without reading. */
    @Benchmark
    public AppendResult storeAppends(Log log) {
        log.add(Transcript.AUTHOR, QUESTION);
        return log.add(READER, ANSWER);
    }

    @Benchmark
    public List<?> springAi(Memory memory) {
        return memory.peers.springAi();
    }

    @Benchmark
    public List<?> langChain4j(Memory memory) {
        return memory.peers.langChain4j();
    }

    @Benchmark
    public void bareAppends(Bare bare) throws SQLException {
        bare.rows.add(QUESTION);
        bare.rows.add(ANSWER);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }
}
