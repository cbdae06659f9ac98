package dev.parley.examples.server.intents;

import dev.parley.core.reply.BotNames;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.IntentDecision;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import dev.parley.core.time.Deadline;
import java.time.Duration;

/** A bot that tells what it has understood, or that it has not, and then what it can be asked. Immutable. */
public final class IntentResponder implements Responder {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final IntentClassifier classifier;
    private final double threshold;
    private final Speech speech;
    private final BotNames names;
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
        this.names = BotNames.of(names);
    }

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        String question = names.takenFrom(turn.question().text());
        IntentDecision decision = IntentDecision.of(classifier.classify(question, Deadline.after(TIMEOUT)), threshold);
        String answer = decision instanceof IntentDecision.Understood understood
                ? answers.answer(understood.best(), turn)
                : answers.notUnderstood();
        return speech.say(answer, sink, cancellation);
    }
}
