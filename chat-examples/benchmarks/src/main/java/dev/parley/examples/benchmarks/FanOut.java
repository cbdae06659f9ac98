package dev.parley.examples.benchmarks;

import dev.parley.core.message.Entry;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * A message to all who follow its conversation, through the engine's subscriptions, against a plain loop over as many
 * consumers and against {@code java.util.concurrent.SubmissionPublisher} with as many subscribers.
 *
 * <p>One operation is one message. They come in bursts, and an invocation ends when every subscriber has had the whole
 * burst, in order; the consumer is the same everywhere. {@code deliver} publishes entries that are made beforehand, off
 * the clock: the engine gets them as hints on its bus, as it would from another node. {@code send} sends each message
 * through an engine first, one without subscribers for the two others.
 *
 * <p>Fair because SubmissionPublisher gets a pool of as many threads as there are processors (its default would start a
 * thread for every task here, on a machine of two), and is also measured with everything in the thread of the publisher;
 * its buffers are large enough that nothing is dropped. It and the engine hand over to other threads and so pay for waking
 * them, and the benchmark for being woken, once in a burst; the loop does not. The bytes are of the whole process and
 * contain the entries of the burst, for all three.
 *
 * <p>With an idler there is one subscriber more, which is told that there is something and never takes it.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xms2g", "-Xmx2g"})
@Threads(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@OperationsPerInvocation(Burst.SIZE)
public class FanOut {

    /** Who listens. */
    @State(Scope.Benchmark)
    public static class Audience {

        @Param({"1", "100", "10000"})
        public int subscribers;

        final Burst burst = new Burst();

        @Setup(Level.Invocation)
        public void nextBurst() {
            burst.next(subscribers);
        }

        Ear[] ears() {
            return Ear.several(subscribers, burst);
        }
    }

    /** The engine, with the audience. */
    @State(Scope.Benchmark)
    public static class Engine {

        Hall hall;

        @Setup
        public void open(Audience audience) {
            hall = newHall(audience);
            audience.burst.in(hall.conversation());
        }

        @Setup(Level.Invocation)
        public void replace(Audience audience) {
            if (hall.full()) {
                hall.close();
                hall = newHall(audience);
            }
        }

        Hall newHall(Audience audience) {
            return new Hall(audience.ears());
        }

        @TearDown
        public void close() {
            hall.close();
        }
    }

    /** The engine, with the audience and one who does not listen. */
    public static class EngineWithIdler extends Engine {
        @Override
        Hall newHall(Audience audience) {
            Hall hall = super.newHall(audience);
            hall.addIdler();
            return hall;
        }
    }

    /** The engine, with nobody: somebody else tells the audience. */
    public static class EmptyEngine extends Engine {
        @Override
        Hall newHall(Audience audience) {
            return new Hall();
        }
    }

    /** The audience in a row. */
    @State(Scope.Benchmark)
    public static class Loop {

        private Ear[] ears;

        @Setup
        public void open(Audience audience) {
            ears = audience.ears();
        }

        void tell(Entry entry) {
            for (Ear ear : ears) {
                ear.hear(entry);
            }
        }
    }

    /** The JDK's publisher on a pool. */
    @State(Scope.Benchmark)
    public static class Publisher {

        FlowHall hall;
        private final ForkJoinPool pool = new ForkJoinPool();

        @Setup
        public void open(Audience audience) {
            hall = new FlowHall(executor(), audience.ears());
        }

        Executor executor() {
            return pool;
        }

        @TearDown
        public void close() {
            hall.close();
            pool.shutdownNow();
        }
    }

    /** The JDK's publisher on a pool, with one who does not listen. */
    public static class PublisherWithIdler extends Publisher {
        @Override
        public void open(Audience audience) {
            super.open(audience);
            hall.addIdler();
        }
    }

    /** The JDK's publisher without other threads. */
    public static class PublisherInCaller extends Publisher {
        @Override
        Executor executor() {
            return Runnable::run;
        }
    }

    @Benchmark
    public void deliverEngine(Audience audience, Engine engine) throws InterruptedException {
        engine.hall.tell(audience.burst.signals());
        audience.burst.await();
    }

    @Benchmark
    public void deliverEngineIdler(Audience audience, EngineWithIdler engine) throws InterruptedException {
        engine.hall.tell(audience.burst.signals());
        audience.burst.await();
    }

    @Benchmark
    public void deliverLoop(Audience audience, Loop loop) throws InterruptedException {
        for (Entry entry : audience.burst.entries()) {
            loop.tell(entry);
        }
        audience.burst.await();
    }

    @Benchmark
    public void deliverPublisher(Audience audience, Publisher publisher) throws InterruptedException {
        offer(audience, publisher);
    }

    @Benchmark
    public void deliverPublisherIdler(Audience audience, PublisherWithIdler publisher) throws InterruptedException {
        offer(audience, publisher);
    }

    @Benchmark
    public void deliverPublisherInCaller(Audience audience, PublisherInCaller publisher) throws InterruptedException {
        offer(audience, publisher);
    }

    private static void offer(Audience audience, Publisher publisher) throws InterruptedException {
        for (Entry entry : audience.burst.entries()) {
            publisher.hall.offer(entry);
        }
        audience.burst.await();
    }

    @Benchmark
    public void sendEngine(Audience audience, Engine engine) throws InterruptedException {
        for (int i = 0; i < Burst.SIZE; i++) {
            engine.hall.send();
        }
        audience.burst.await();
    }

    @Benchmark
    public void sendLoop(Audience audience, EmptyEngine engine, Loop loop) throws InterruptedException {
        for (Entry entry : audience.burst.entries()) {
            engine.hall.send();
            loop.tell(entry);
        }
        audience.burst.await();
    }

    @Benchmark
    public void sendPublisher(Audience audience, EmptyEngine engine, Publisher publisher) throws InterruptedException {
        for (Entry entry : audience.burst.entries()) {
            engine.hall.send();
            publisher.hall.offer(entry);
        }
        audience.burst.await();
    }
}
