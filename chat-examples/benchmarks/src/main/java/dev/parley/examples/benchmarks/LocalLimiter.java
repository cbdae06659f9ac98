package dev.parley.examples.benchmarks;

import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
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
 * Asking a limiter in this process, of whose keys some are asked for much more often than others (Zipf's law, exponent 1).
 *
 * <p>Fair because all get the same keys in the same order from the same arrays, find the state of a key in a hash map by
 * the same key object, and let nearly all calls through: a budget of 10^6 in 31 days for each of many keys, 2 × 10^9 for a
 * single one. {@code ours} has room for the keys and drops those that are whole; of the peers only the one in
 * Caffeine ever forgets a key. {@code window} is a bare counter that is set back when its window is over: what is
 * left of a limiter if it need not be right at the edge of a window. {@code counter} has no time either: a map and one
 * compare-and-swap, below which no limiter can be whose keys are in a map.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 8, time = 1)
public abstract class LocalLimiter {

    /** Many keys, one thread. */
    @Threads(1)
    public static class By1 extends Peers {}

    /** Many keys, four threads. */
    @Threads(4)
    public static class By4 extends Peers {}

    /** A single key, four threads. */
    @Threads(4)
    public static class Hot extends LocalLimiter {

        @Benchmark
        public RateDecision ours(Hottest keys) {
            return keys.ours(0);
        }

        @Benchmark
        public boolean bucket4j(Hottest keys) {
            return keys.peers().bucket4jInMap(keys.key(0));
        }

        @Benchmark
        public boolean resilience4j(Hottest keys) {
            return keys.peers().resilience4j(keys.key(0));
        }

        @Benchmark
        public boolean guava(Hottest keys) {
            return keys.peers().guava(keys.key(0));
        }

        @Benchmark
        public boolean window(Hottest keys) {
            return keys.peers().window(keys.key(0));
        }
    }

    /** A single key that is spent: 20 a second are let through, all others refused. */
    @Threads(4)
    public static class Spent extends LocalLimiter {

        @Benchmark
        public RateDecision ours(Hottest keys) {
            return keys.oursOf(0, RateLimit.MESSAGES);
        }
    }

    /** From one key to a million, one thread. */
    @Threads(1)
    public static class Growth extends LocalLimiter {

        @Benchmark
        public RateDecision ours(Growing keys, Draw draw) {
            return keys.ours(draw.next(keys));
        }

        @Benchmark
        public boolean window(Growing keys, Draw draw) {
            return keys.peers().window(keys.key(draw.next(keys)));
        }

        @Benchmark
        public boolean counter(Growing keys, Draw draw) {
            return keys.peers().counter(keys.key(draw.next(keys)));
        }
    }

    /** Keys that are whole again after 50 ms, dropped, and made anew. */
    @Threads(4)
    public static class Dropping extends LocalLimiter {

        @Benchmark
        public RateDecision ours(Many keys, Draw draw) {
            return keys.oursOf(draw.next(keys), RateLimit.MESSAGES);
        }
    }

    /** What is asked of all. */
    public abstract static class Peers extends LocalLimiter {

        @Benchmark
        public RateDecision ours(Many keys, Draw draw) {
            return keys.ours(draw.next(keys));
        }

        @Benchmark
        public boolean bucket4jInMap(Many keys, Draw draw) {
            return keys.peers().bucket4jInMap(keys.key(draw.next(keys)));
        }

        @Benchmark
        public boolean bucket4jInCaffeine(Many keys, Draw draw) {
            return keys.peers().bucket4jInCaffeine(keys.key(draw.next(keys)));
        }

        @Benchmark
        public boolean resilience4j(Many keys, Draw draw) {
            return keys.peers().resilience4j(keys.key(draw.next(keys)));
        }

        @Benchmark
        public boolean guava(Many keys, Draw draw) {
            return keys.peers().guava(keys.key(draw.next(keys)));
        }

        @Benchmark
        public boolean window(Many keys, Draw draw) {
            return keys.peers().window(keys.key(draw.next(keys)));
        }

        @Benchmark
        public boolean counter(Many keys, Draw draw) {
            return keys.peers().counter(keys.key(draw.next(keys)));
        }
    }

    /** 100,000 keys. */
    @State(Scope.Benchmark)
    public static class Many extends LimiterKeys {

        @Setup
        public void open() {
            open(100_000, 1_000_000);
        }

        @TearDown
        public void end() {
            close();
        }
    }

    /** One key. */
    @State(Scope.Benchmark)
    public static class Hottest extends LimiterKeys {

        @Setup
        public void open() {
            open(1, 2_000_000_000);
        }

        @TearDown
        public void end() {
            close();
        }
    }

    /** As many keys as the row says. */
    @State(Scope.Benchmark)
    public static class Growing extends LimiterKeys {

        @Param({"1", "1000000"})
        private int keys;

        @Setup
        public void open() {
            open(keys, 2_000_000_000);
        }

        @TearDown
        public void end() {
            close();
        }
    }

    /** Whose turn it is. */
    @State(Scope.Thread)
    public static class Draw {

        private int at = (int) Thread.currentThread().getId() * 7_919;

        int next(LimiterKeys keys) {
            return keys.rank(at++);
        }
    }
}
