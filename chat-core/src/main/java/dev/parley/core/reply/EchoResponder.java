package dev.parley.core.reply;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what it was told, word by word. */
final class EchoResponder implements Responder {

    /** How long a cancellation may go unnoticed. */
    private static final long MOST_NANOS = Duration.ofMillis(50).toNanos();

    /** A word with the white space behind it, or the white space that a text begins with. */
    private static final Pattern WORD = Pattern.compile("\\s+|\\S+\\s*");

    private final long pauseNanos;

    EchoResponder(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        String text = turn.question().text();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            pause(cancellation);
            if (cancellation.requested() || Thread.currentThread().isInterrupted()) {
                return new ReplyOutcome.Stopped();
            }
            sink.write(text.subSequence(words.start(), words.end()));
        }
        return ReplyOutcome.completed();
    }

    private void pause(Cancellation cancellation) {
        long end = System.nanoTime() + pauseNanos;
        long left = pauseNanos;
        while (left > 0 && !cancellation.requested() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(left, MOST_NANOS));
            left = end - System.nanoTime();
        }
    }
}
