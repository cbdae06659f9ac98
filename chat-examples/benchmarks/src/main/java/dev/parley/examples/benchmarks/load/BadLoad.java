package dev.parley.examples.benchmarks.load;

import dev.parley.core.error.ChatException;
import java.util.concurrent.atomic.LongAdder;

/** Asks a bad bot at a fixed rate, in conversations of its own, until it is ended. */
final class BadLoad {

    private final BadBot bot;
    private final Rooms rooms;
    private final LongAdder asked = new LongAdder();
    private final Thread asker;

    BadLoad(BadBot bot, Rooms rooms, double perSecond) {
        this.bot = bot;
        this.rooms = rooms;
        this.asker = new Thread(() -> ask(perSecond), "asker of " + bot.user());
        asker.setDaemon(true);
        asker.start();
    }

    private void ask(double perSecond) {
        try {
            Pace.keep(perSecond, Integer.MAX_VALUE, (number, intended) -> {
                rooms.say(number, Stamp.text(intended, 0));
                asked.increment();
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ChatException e) {
            // An interrupt in the midst of a call; any other would show in the number that was asked.
            Thread.currentThread().interrupt();
        }
    }

    long asked() {
        return asked.sum();
    }

    /** Ends the asking, the bot's bad behaviour, and what is left of the questions. */
    void end() throws InterruptedException {
        asker.interrupt();
        asker.join();
        bot.endPhase();
        rooms.stop();
    }
}
