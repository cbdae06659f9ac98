package dev.parley.examples.benchmarks.load;

import dev.parley.core.ChatEngine;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.UserId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Questions to a bot that behaves, and as many plain messages, at a fixed rate. */
final class GoodLoad implements AutoCloseable {

    private static final int SENDERS = 32;
    private static final int TEXT_BYTES = 100;

    private final double perSecond;
    private final Rooms asking;
    private final Rooms plain;
    private final Answers answers;
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private volatile Watch watch = new Watch();

    GoodLoad(ChatEngine engine, UserId bot, int rooms, double perSecond) {
        this.perSecond = perSecond;
        this.asking = new Rooms(engine, rooms, bot);
        this.plain = new Rooms(engine, rooms, null);
        this.answers = new Answers(asking, intended -> watch.answered(intended));
    }

    /** Keeps the load up for so long, and waits for the last answers. */
    Watch run(int seconds, long patienceNanos) throws InterruptedException {
        Watch current = new Watch();
        watch = current;
        Pace.keep(2 * perSecond, seconds, (number, intended) -> senders.execute(() -> send(current, number, intended)));
        Thread.sleep(100);
        current.awaitAnswers(patienceNanos);
        return current;
    }

    private void send(Watch current, int number, long intended) {
        boolean question = number % 2 == 0;
        try {
            if (question) {
                current.asked.increment();
            }
            (question ? asking : plain).say(number / 2, Stamp.text(intended, TEXT_BYTES));
            current.receipts.since(intended);
        } catch (ChatException e) {
            current.failures.increment();
        }
    }

    /** {@return whether one more question is answered in time} */
    boolean answersNow(long patienceNanos) throws InterruptedException {
        Watch probe = new Watch();
        watch = probe;
        send(probe, 0, System.nanoTime());
        probe.awaitAnswers(patienceNanos);
        return probe.unanswered() == 0;
    }

    @Override
    public void close() {
        answers.close();
        senders.shutdownNow();
    }
}
