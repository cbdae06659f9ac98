package dev.parley.examples.benchmarks.load;

import java.util.concurrent.atomic.LongAdder;

/** What is seen of the good conversations in one phase. Thread-safe. */
final class Watch {

    final Latency receipts = new Latency();
    final Latency turns = new Latency();
    final LongAdder failures = new LongAdder();
    final LongAdder asked = new LongAdder();
    private final long begun = System.nanoTime();

    /** Counts an answer, unless it is one to a question of the phase before. */
    void answered(long intended) {
        if (intended >= begun) {
            turns.since(intended);
        }
    }

    /** {@return how many questions have no answer} */
    long unanswered() {
        return asked.sum() - turns.summary().count();
    }

    /** Waits until all are answered, or for some time. */
    void awaitAnswers(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (unanswered() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }
}
