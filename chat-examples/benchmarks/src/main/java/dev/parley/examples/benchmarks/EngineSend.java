package dev.parley.examples.benchmarks;

import dev.parley.core.Receipt;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.Draft;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole walk of a message, {@code ChatSession.send}, against the bare append of the in-memory store that it ends in.
 *
 * <p>Fair because both do the same to the same store: a new key and a new draft each time, made inside the measured
 * call, into the same number of conversations of the same length. The bare append even keeps one deadline for all calls,
 * where the engine makes one for each. With four threads the store and the engine are shared and the conversations are
 * not, as in a server.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 2, time = 4)
@Measurement(iterations = 3, time = 4)
public class EngineSend {

    /** The store that all threads send to at the moment. */
    @State(Scope.Benchmark)
    public static class Shared {

        private Venue venue = new Venue();

        synchronized Venue venue() {
            return venue;
        }

        /** Replaces a store that has had its fill: the first thread to ask makes the next one for all. */
        synchronized Venue after(Venue full) {
            if (venue == full) {
                venue = new Venue();
            }
            return venue;
        }
    }

    /** One sender with conversations of its own. */
    @State(Scope.Thread)
    public static class Sender {

        /** So a store holds a few megabytes for each sender when it is replaced: the heap stays bounded and so does the work of GC. */
        private static final int MESSAGES_PER_STORE = 8_192;

        private static final String TEXT =
                "did you try to start it in a terminal, and what does it say when the window closes?";

        private final Deadline farAway = Deadline.after(Duration.ofDays(1));
        private final Principal principal =
                Principal.of("sender-" + Thread.currentThread().getId());
        private Shared shared;
        private Venue venue;
        private Venue.Table table;
        private int sent;
        private long key;

        @Setup(Level.Iteration)
        public void takeSeat(Shared ground) {
            shared = ground;
            sit(ground.venue());
        }

        private void sit(Venue next) {
            venue = next;
            table = venue.tableFor(principal);
            sent = 0;
        }

        private int nextMessage() {
            if (sent == MESSAGES_PER_STORE) {
                sit(shared.after(venue));
            }
            return sent++;
        }

        private Draft draft() {
            return Draft.of("key-" + key++, TEXT);
        }
    }

    @Benchmark
    @Threads(1)
    public Outcome<Receipt> send1(Sender sender) {
        return send(sender);
    }

    @Benchmark
    @Threads(4)
    public Outcome<Receipt> send4(Sender sender) {
        return send(sender);
    }

    @Benchmark
    @Threads(1)
    public AppendResult append1(Sender sender) {
        return append(sender);
    }

    @Benchmark
    @Threads(4)
    public AppendResult append4(Sender sender) {
        return append(sender);
    }

    private static Outcome<Receipt> send(Sender sender) {
        int n = sender.nextMessage();
        return sender.table.session().send(sender.table.conversation(n), sender.draft());
    }

    private static AppendResult append(Sender sender) {
        int n = sender.nextMessage();
        return sender.venue
                .log()
                .append(sender.principal, sender.table.conversation(n), sender.draft(), sender.farAway);
    }
}
