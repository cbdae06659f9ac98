package dev.parley.examples.server.intents;

import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.IntentDecision;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A bot that tells what it has understood, or that it has not, and then what it can be asked. Immutable. */
public final class IntentResponder implements Responder {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final IntentClassifier classifier;
    private final double threshold;
    private final Speech speech;
    private final Pattern salutation;
    private final AnswerBook answers = AnswerBook.load();

    /**
     * A bot.
     *
     * @param classifier tells what is wanted
     * @param threshold the smallest confidence that counts as understood, 0 to 1
     * @param pause before each word, zero or more
     * @param names by which it is addressed
     */
    public IntentResponder(IntentClassifier classifier, double threshold, Duration pause, String... names) {
        this.classifier = classifier;
        this.threshold = threshold;
        this.speech = new Speech(pause);
        this.salutation = salutation(names);
    }

    /** What calls the bot by its name, with the punctuation that sets it off. */
    private static Pattern salutation(String... names) {
        if (names.length == 0) {
            return NOTHING;
        }
        String any = Arrays.stream(names).map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
        return Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])@?" + any + "(?![\\p{L}\\p{N}])[\\s,:;!?.]*");
    }

    /** A name says nothing of what is wanted; yet a name alone is all there is to go by. */
    private String withoutSalutation(String text) {
        String rest = salutation.matcher(text).replaceAll(" ").strip();
        return rest.isEmpty() ? text : rest;
    }

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        String question = withoutSalutation(turn.question().text());
        IntentDecision decision = IntentDecision.of(classifier.classify(question, Deadline.after(TIMEOUT)), threshold);
        String answer = decision instanceof IntentDecision.Understood understood
                ? answers.answer(understood.best(), turn)
                : answers.notUnderstood();
        return speech.say(answer, sink, cancellation);
    }
}
