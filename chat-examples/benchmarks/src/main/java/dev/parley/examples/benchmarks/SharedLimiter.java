package dev.parley.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A rate limit that several processes share, on a Redis of this machine: 1, 4 and 16 threads of one process, and nothing is ever
 * refused.
 *
 * <p>{@code exact} asks Redis for each call, {@code leased} decides on slices of at most 100 that live a second at most.
 * Against them: a PING through the same connection; Bucket4j's compare-and-swap on Lettuce, exact, and delaying (100 and a
 * second), which lets more through than the limit when there are several processes; and Redisson's limiter. Where each call goes
 * to Redis every thread has a key of its own, so that no compare-and-swap fails; {@code leased} and {@code delaying} have one
 * key for all. All keys expire.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 6, time = 1)
public class SharedLimiter {

    @Benchmark
    @Threads(1)
    public String ping1(SharedLimiters.Ours ours) {
        return ours.ping();
    }

    @Benchmark
    @Threads(4)
    public String ping4(SharedLimiters.Ours ours) {
        return ours.ping();
    }

    @Benchmark
    @Threads(16)
    public String ping16(SharedLimiters.Ours ours) {
        return ours.ping();
    }

    @Benchmark
    @Threads(1)
    public Object exact1(SharedLimiters.Ours ours, SharedLimiters.Caller caller) {
        return ours.exact(caller);
    }

    @Benchmark
    @Threads(4)
    public Object exact4(SharedLimiters.Ours ours, SharedLimiters.Caller caller) {
        return ours.exact(caller);
    }

    @Benchmark
    @Threads(16)
    public Object exact16(SharedLimiters.Ours ours, SharedLimiters.Caller caller) {
        return ours.exact(caller);
    }

    @Benchmark
    @Threads(1)
    public Object leased1(SharedLimiters.Ours ours) {
        return ours.leased();
    }

    @Benchmark
    @Threads(4)
    public Object leased4(SharedLimiters.Ours ours) {
        return ours.leased();
    }

    @Benchmark
    @Threads(16)
    public Object leased16(SharedLimiters.Ours ours) {
        return ours.leased();
    }

    @Benchmark
    @Threads(1)
    public boolean bucket4j1(SharedLimiters.Buckets buckets, SharedLimiters.Caller caller) {
        return buckets.exact(caller);
    }

    @Benchmark
    @Threads(4)
    public boolean bucket4j4(SharedLimiters.Buckets buckets, SharedLimiters.Caller caller) {
        return buckets.exact(caller);
    }

    @Benchmark
    @Threads(16)
    public boolean bucket4j16(SharedLimiters.Buckets buckets, SharedLimiters.Caller caller) {
        return buckets.exact(caller);
    }

    @Benchmark
    @Threads(1)
    public boolean delaying1(SharedLimiters.Buckets buckets) {
        return buckets.delaying();
    }

    @Benchmark
    @Threads(4)
    public boolean delaying4(SharedLimiters.Buckets buckets) {
        return buckets.delaying();
    }

    @Benchmark
    @Threads(16)
    public boolean delaying16(SharedLimiters.Buckets buckets) {
        return buckets.delaying();
    }

    @Benchmark
    @Threads(1)
    public boolean redisson1(SharedLimiters.Redissons redissons, SharedLimiters.Caller caller) {
        return redissons.exact(caller);
    }

    @Benchmark
    @Threads(4)
    public boolean redisson4(SharedLimiters.Redissons redissons, SharedLimiters.Caller caller) {
        return redissons.exact(caller);
    }

    @Benchmark
    @Threads(16)
    public boolean redisson16(SharedLimiters.Redissons redissons, SharedLimiters.Caller caller) {
        return redissons.exact(caller);
    }
}
