package dev.parley.redis.cache;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that are raised when something is evicted. A copy remembers the number that it was made under and is of no use once
 * that is another. Keys share numbers when their hashes meet, which costs a copy that is fetched again, never a stale one;
 * so they need no more memory for keys that nobody has ever seen. Thread-safe.
 */
final class Stamps {

    private final AtomicIntegerArray stamps;
    private final int mask;
    private final AtomicLong changes;

    /**
     * @param atLeast how many numbers there are at least
     * @param changes raised after any of them
     */
    Stamps(int atLeast, AtomicLong changes) {
        int size = Integer.highestOneBit(Math.max(1, atLeast - 1)) << 1;
        this.stamps = new AtomicIntegerArray(size);
        this.mask = size - 1;
        this.changes = changes;
    }

    int slot(String text) {
        return spread(text) & mask;
    }

    int at(int slot) {
        return stamps.getAcquire(slot);
    }

    void raise(int slot) {
        stamps.incrementAndGet(slot);
        changes.incrementAndGet();
    }

    /** Raises a number by one if it still is what it was; says whether it was. */
    boolean raiseFrom(int slot, int stamp) {
        boolean raised = stamps.compareAndSet(slot, stamp, stamp + 1);
        changes.incrementAndGet();
        return raised;
    }

    /** The finishing step of MurmurHash3 (Appleby), for String.hashCode differs in few bits for similar texts. */
    static int spread(String text) {
        int hash = text.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
