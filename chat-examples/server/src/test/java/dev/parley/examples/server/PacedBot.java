package dev.parley.examples.server;

import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A bot that says one word whenever it is let, and ends when it is let once more. */
public final class PacedBot implements Responder {

    private final Semaphore permits = new Semaphore(0);
    private final List<String> words;

    /** A bot that says these words. */
    public PacedBot(String... words) {
        this.words = List.of(words);
    }

    /** Lets it do so many steps. */
    public void step(int count) {
        permits.release(count);
    }

    /** Everything that it says. */
    public String all() {
        return String.join("", words);
    }

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        Thread self = Thread.currentThread();
        cancellation.onRequest(self::interrupt);
        try {
            for (String word : words) {
                permits.acquire();
                sink.write(word);
            }
            permits.acquire();
            return ReplyOutcome.completed();
        } catch (InterruptedException e) {
            return new ReplyOutcome.Stopped();
        }
    }
}
