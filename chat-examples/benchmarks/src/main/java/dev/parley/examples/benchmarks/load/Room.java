package dev.parley.examples.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;

/** A conversation on the server, and the number of its newest message as far as receipts tell. Thread-safe. */
final class Room {

    private final String id;
    private final AtomicLong head = new AtomicLong();

    Room(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    long head() {
        return head.get();
    }

    void sent(long seq) {
        head.accumulateAndGet(seq, Math::max);
    }
}
