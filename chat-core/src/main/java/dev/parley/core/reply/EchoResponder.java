package dev.parley.core.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what it was told, word by word. */
final class EchoResponder implements Responder {

    /** A word with the white space behind it, or the white space that a text begins with. */
    private static final Pattern WORD = Pattern.compile("\\s+|\\S+\\s*");

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        String text = turn.question().text();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            if (cancellation.requested() || Thread.currentThread().isInterrupted()) {
                return new ReplyOutcome.Stopped();
            }
            sink.write(text.subSequence(words.start(), words.end()));
        }
        return ReplyOutcome.completed();
    }
}
