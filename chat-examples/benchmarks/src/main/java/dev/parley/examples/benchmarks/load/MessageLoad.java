package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Sends messages of some members: at a fixed rate, or each sender one after the other. */
final class MessageLoad {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Members members;
    private final int textBytes;
    private final int most;
    private final Semaphore places;
    private final AtomicInteger numbers = new AtomicInteger();

    /**
     * Nothing is sent yet.
     *
     * @param most how many may be on their way at a time, at a fixed rate
     */
    MessageLoad(Members members, int textBytes, int most) {
        this.members = members;
        this.textBytes = textBytes;
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Sends at a fixed rate. What was sent last may still be on its way when it returns. */
    MessageWatch steady(double perSecond, int seconds, int windowSeconds) throws InterruptedException {
        MessageWatch watch = new MessageWatch(seconds, windowSeconds);
        Pace.keep(perSecond, seconds, (number, intended) -> {
            if (places.tryAcquire()) {
                var unused = send(watch, intended).whenComplete((nothing, failure) -> places.release());
            } else {
                watch.heldBack(intended);
            }
        });
        return watch;
    }

    /** Waits for what is on its way. */
    void await() throws InterruptedException {
        places.acquire(most);
        places.release(most);
    }

    /** {@return how many messages a second are accepted where each sender waits for its answer} */
    double capacity(int senders, int seconds) throws InterruptedException {
        MessageWatch watch = new MessageWatch(seconds, seconds);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        List<Thread> threads = IntStream.range(0, senders)
                .mapToObj(i -> new Thread(() -> sendUntil(end, watch)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return watch.accepted().count() * NANOS_PER_SECOND / (System.nanoTime() - begin);
    }

    private void sendUntil(long end, MessageWatch watch) {
        while (System.nanoTime() < end) {
            send(watch, System.nanoTime()).join();
        }
    }

    private CompletableFuture<Void> send(MessageWatch watch, long intended) {
        int number = numbers.getAndIncrement() & Integer.MAX_VALUE;
        long sent = System.nanoTime();
        return members.send(number, Stamp.text(intended, textBytes)).handle((status, failure) -> {
            if (failure == null) {
                watch.answered(status, intended, sent);
            } else {
                watch.broke(failure, intended);
            }
            return null;
        });
    }
}
