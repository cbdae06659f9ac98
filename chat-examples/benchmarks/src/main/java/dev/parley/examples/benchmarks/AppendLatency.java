package dev.parley.examples.benchmarks;

import dev.parley.core.store.AppendResult;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** How long each of 64 senders waits for its receipt, where {@link Append} counts how many there are: who shares a commit waits
 * for it, who has one of its own waits for its turn. Each sends as fast as it is answered. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Threads(64)
public class AppendLatency {

    @Benchmark
    public AppendResult ours(Append.Venue venue, Append.Sender sender) {
        return venue.ours(sender);
    }

    @Benchmark
    public long raw(Append.Venue venue, Append.Sender sender) throws SQLException {
        return venue.raw(sender);
    }
}
