package dev.parley.examples.server.intents;

import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says a text word by word, as slowly as a model would. */
final class Speech {

    /** How long a cancellation may go unnoticed. */
    private static final long MOST_NANOS = Duration.ofMillis(50).toNanos();

    /** A word with the white space behind it. */
    private static final Pattern WORD = Pattern.compile("\\S+\\s*");

    private final long pauseNanos;

    Speech(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    ReplyOutcome say(String text, ReplySink sink, Cancellation cancellation) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            pause(cancellation);
            if (over(cancellation)) {
                return new ReplyOutcome.Stopped();
            }
            sink.write(words.group());
        }
        // An interrupt or a stop that came with the last word counts as well.
        return over(cancellation) ? new ReplyOutcome.Stopped() : ReplyOutcome.completed();
    }

    private static boolean over(Cancellation cancellation) {
        return cancellation.requested() || Thread.currentThread().isInterrupted();
    }

    private void pause(Cancellation cancellation) {
        long end = System.nanoTime() + pauseNanos;
        long left = pauseNanos;
        while (left > 0 && !over(cancellation)) {
            LockSupport.parkNanos(Math.min(left, MOST_NANOS));
            left = end - System.nanoTime();
        }
    }
}
