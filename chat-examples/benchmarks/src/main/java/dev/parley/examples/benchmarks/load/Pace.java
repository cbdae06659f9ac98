package dev.parley.examples.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed rate. What falls due while something else is late begins late, too, but its time counts from when it should have
 * begun: a system that stands still for a second is then seen to be late by a second for everything that it held up.
 */
final class Pace {

    private Pace() {}

    /** Begins something. */
    @FunctionalInterface
    interface Work {
        void begin(int number, long intended);
    }

    /** Begins as many as fall into that time, in the calling thread; begun work must not hold it up. */
    static int keep(double perSecond, int seconds, Work work) throws InterruptedException {
        int count = (int) Math.min(Integer.MAX_VALUE, Math.round(perSecond * seconds));
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long intended = start + (long) (i / perSecond * TimeUnit.SECONDS.toNanos(1));
            for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            work.begin(i, intended);
        }
        return count;
    }
}
