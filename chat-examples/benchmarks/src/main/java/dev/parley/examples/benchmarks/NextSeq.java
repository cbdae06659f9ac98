package dev.parley.examples.benchmarks;

import dev.parley.core.message.ConversationId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The next sequence number of one of many conversations, in process, without anything that would go with it.
 *
 * <p>Fair because every variant gets the same ids in the same random order from the same array, so all miss the processor's
 * caches alike; {@code bareAtomicLong} takes its counter from an array by the same index and so is what is left when
 * finding the counter costs nothing. {@code lockPerConversation} is what the in-memory store does: a look-up, then the
 * lock that also guards membership and keys.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class NextSeq {

    /** One thread. */
    @Threads(1)
    public static class By1 extends NextSeq {}

    /** Four threads, which meet at random. */
    @Threads(4)
    public static class By4 extends NextSeq {}

    /** All counters, in each of the ways in which one can be kept. */
    @State(Scope.Benchmark)
    public static class Counters {

        @Param({"1", "1000", "1000000"})
        public int conversations;

        private ConversationId[] ids;
        private AtomicLong[] atomics;
        private Map<ConversationId, AtomicLong> atomicById;
        private Map<ConversationId, Locked> lockedById;

        @Setup
        public void fill() {
            ids = new ConversationId[conversations];
            atomics = new AtomicLong[conversations];
            atomicById = new ConcurrentHashMap<>(conversations * 2);
            lockedById = new ConcurrentHashMap<>(conversations * 2);
            Dice dice = new Dice(42);
            for (int i = 0; i < conversations; i++) {
                ids[i] = new ConversationId(new UUID(dice.next(), dice.next()));
                atomics[i] = new AtomicLong();
                atomicById.put(ids[i], new AtomicLong());
                lockedById.put(ids[i], new Locked());
            }
        }

        private int pick(Draw draw) {
            // A product instead of a division, which would cost more than what is measured.
            return (int) (((draw.dice.next() >>> 33) * conversations) >>> 31);
        }
    }

    /** A number and the lock without which it is not touched. */
    private static final class Locked {
        private final ReentrantLock lock = new ReentrantLock();
        private long head;

        long next() {
            lock.lock();
            try {
                return ++head;
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whose turn it is. */
    @State(Scope.Thread)
    public static class Draw {
        private final Dice dice = new Dice(Thread.currentThread().getId());
    }

    @Benchmark
    public long bareAtomicLong(Counters counters, Draw draw) {
        return counters.atomics[counters.pick(draw)].incrementAndGet();
    }

    @Benchmark
    public long getThenIncrement(Counters counters, Draw draw) {
        ConversationId id = counters.ids[counters.pick(draw)];
        AtomicLong counter = counters.atomicById.get(id);
        if (counter == null) {
            counter = counters.atomicById.computeIfAbsent(id, missing -> new AtomicLong());
        }
        return counter.incrementAndGet();
    }

    @Benchmark
    public long computeIfAbsent(Counters counters, Draw draw) {
        ConversationId id = counters.ids[counters.pick(draw)];
        return counters.atomicById
                .computeIfAbsent(id, missing -> new AtomicLong())
                .incrementAndGet();
    }

    @Benchmark
    public long lockPerConversation(Counters counters, Draw draw) {
        ConversationId id = counters.ids[counters.pick(draw)];
        return Objects.requireNonNull(counters.lockedById.get(id)).next();
    }
}
