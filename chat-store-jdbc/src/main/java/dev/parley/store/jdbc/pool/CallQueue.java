package dev.parley.store.jdbc.pool;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets as many calls in as a pool has connections; the others wait in the order in which they came, so many at once and no
 * more. A pool lets anybody wait, and as long as it is set up to. Thread-safe.
 */
public final class CallQueue {

    private final Semaphore places;
    private final int mostWaiting;
    private final Saturation saturation;

    /**
     * A queue before a pool.
     *
     * @param limits of the pool
     * @param saturation hears who waits
     */
    public CallQueue(PoolLimits limits, Saturation saturation) {
        this.places = new Semaphore(limits.maximumPoolSize(), true);
        this.mostWaiting = limits.waitingCalls();
        this.saturation = saturation;
    }

    /**
     * Takes a place.
     *
     * @param nanos how long to wait for it
     * @return whether there was one; then {@link #leave} gives it back
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean enter(long nanos) throws InterruptedException {
        // Without a time it would jump the queue.
        if (places.tryAcquire(0, TimeUnit.NANOSECONDS)) {
            return true;
        }
        if (!saturation.begin(mostWaiting)) {
            return false;
        }
        boolean entered = false;
        try {
            entered = places.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            return entered;
        } finally {
            saturation.end(entered);
        }
    }

    /** Gives a place back. */
    public void leave() {
        places.release();
        saturation.relieve();
    }
}
