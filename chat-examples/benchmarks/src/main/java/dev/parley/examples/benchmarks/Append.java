package dev.parley.examples.benchmarks;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.store.AppendResult;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Appending to a log on PostgreSQL, with 1, 8 and 64 senders over 1,000 conversations, through the store; against the same
 * work by a hand with one transaction for each message, by plain JDBC and by Jdbi; and against bare rows in full batches, which
 * is what the server can take at most. On this disk, and with 2 ms more for each flush, as a volume over the network has.
 *
 * <p>Fair because all write the same rows into the same tables, durably, from one server each; the hands have as many
 * connections as senders, and the store the same. The store does more: it bounds each statement by the caller's deadline,
 * looks for the message replied to, and judges repeats. The bare rows have no seq to find, one index and no conversation to
 * keep.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 2)
public class Append {

    static final String TEXT = "did you try to start it in a terminal, and what does it say when the window closes?";

    /** A server with the conversations. */
    @State(Scope.Benchmark)
    public static class Venue {

        @Param({"0", "2000"})
        public int flushMicros;

        private AppendDatabase database;
        private AppendPeers peers;

        @Setup
        public void open() throws IOException, SQLException {
            database = new AppendDatabase(flushMicros, 64);
            peers = new AppendPeers(database.pool());
        }

        @TearDown
        public void close() throws IOException {
            database.close();
        }

        ConversationId any() {
            return database.conversations().get(ThreadLocalRandom.current().nextInt(AppendDatabase.CONVERSATIONS));
        }

        AppendResult ours(Sender sender) {
            return database.log().append(AppendDatabase.AUTHOR, any(), sender.draft(), AppendDatabase.soon());
        }

        long raw(Sender sender) throws SQLException {
            return peers.raw(any(), sender.draft());
        }

        long jdbi(Sender sender) {
            return peers.jdbi(any(), sender.draft());
        }
    }

    /** One who sends. */
    @State(Scope.Thread)
    public static class Sender {

        private final long name = ThreadLocalRandom.current().nextLong();
        private long sent;

        Draft draft() {
            return Draft.of(name + "-" + sent++, TEXT);
        }
    }

    @Benchmark
    @Threads(1)
    public AppendResult ours1(Venue venue, Sender sender) {
        return venue.ours(sender);
    }

    @Benchmark
    @Threads(8)
    public AppendResult ours8(Venue venue, Sender sender) {
        return venue.ours(sender);
    }

    @Benchmark
    @Threads(64)
    public AppendResult ours64(Venue venue, Sender sender) {
        return venue.ours(sender);
    }

    @Benchmark
    @Threads(1)
    public long raw1(Venue venue, Sender sender) throws SQLException {
        return venue.raw(sender);
    }

    @Benchmark
    @Threads(8)
    public long raw8(Venue venue, Sender sender) throws SQLException {
        return venue.raw(sender);
    }

    @Benchmark
    @Threads(64)
    public long raw64(Venue venue, Sender sender) throws SQLException {
        return venue.raw(sender);
    }

    @Benchmark
    @Threads(1)
    public long jdbi1(Venue venue, Sender sender) {
        return venue.jdbi(sender);
    }

    @Benchmark
    @Threads(8)
    public long jdbi8(Venue venue, Sender sender) {
        return venue.jdbi(sender);
    }

    @Benchmark
    @Threads(64)
    public long jdbi64(Venue venue, Sender sender) {
        return venue.jdbi(sender);
    }

    @Benchmark
    @Threads(1)
    @OperationsPerInvocation(AppendPeers.FULL_BATCH)
    public void fullBatches(Venue venue, Sender sender) throws SQLException {
        venue.peers.fullBatch(venue.database.conversations(), sender.sent, TEXT);
        sender.sent += AppendPeers.FULL_BATCH;
    }
}
