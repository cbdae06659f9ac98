package dev.parley.redis.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Messages that wait to be sent, so many at most. Filled by many threads, and emptied by one. */
final class Outbox {

    /** Wakes who empties it; no message is empty. */
    private static final byte[] WAKE = {};

    private final BlockingQueue<byte[]> queue;
    private final Supplier<byte[]> loss;
    private volatile boolean lost;

    /**
     * @param queue as long as may wait
     * @param loss writes the message that some were lost
     */
    Outbox(BlockingQueue<byte[]> queue, Supplier<byte[]> loss) {
        this.queue = queue;
        this.loss = loss;
    }

    /** Takes a message, or drops it and has that told. Never waits. */
    void add(byte[] message) {
        if (!queue.offer(message)) {
            lost = true;
            // It may have been emptied since, and then nobody would look until the next message.
            boolean unused = queue.offer(WAKE);
        }
    }

    /** Has it told that messages were lost. To be called by who empties it. */
    void lose() {
        lost = true;
    }

    /**
     * Waits for messages.
     *
     * @param most how many
     * @return at least one, and first of all that some were lost
     */
    List<byte[]> next(int most) throws InterruptedException {
        List<byte[]> batch = new ArrayList<>();
        while (batch.isEmpty()) {
            if (!lost) {
                batch.add(queue.take());
            }
            if (lost) {
                lost = false;
                batch.add(0, loss.get());
            }
            queue.drainTo(batch, most - batch.size());
            batch.removeIf(message -> message.length == 0);
        }
        return batch;
    }
}
