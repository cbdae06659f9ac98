package dev.parley.testkit;

import dev.parley.core.message.TurnId;
import dev.parley.core.reply.Cancellation;
import dev.parley.core.reply.ReplyOutcome;
import dev.parley.core.reply.ReplySink;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.Turn;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A bot that says something by chance, for tests of what carries its words: of any length within its bounds, in fragments of
 * any length, which may be empty or end between the halves of a surrogate pair. What it says depends on the seed, the turn
 * and the attempt and on nothing else, so each attempt says something else, and a test knows what to expect. Thread-safe, if
 * the pause is.
 */
public final class RandomResponder implements Responder {

    /** How long an answer is at least, in code points; so it has several fragments. */
    public static final int MIN_CODE_POINTS = 40;

    private static final int MAX_FRAGMENT = 12;

    /** Of one and of two units, some that combine with what is before, and white space. */
    private static final int[] ALPHABET =
            "abc XYZ.\n\t \u00e9e\u0301\u4e2d\u2028\uD83D\uDE00\uD83D\uDC69\u200d\uD83D\uDCBB\uD83C\uDDE9\uD83C\uDDEA"
                    .codePoints()
                    .toArray();

    private final long seed;
    private final int maxCodePoints;
    private final Runnable pause;

    /**
     * A responder that does not pause.
     *
     * @param seed where chance begins
     * @param maxCodePoints how long an answer is at most, {@value #MIN_CODE_POINTS} or more
     */
    public RandomResponder(long seed, int maxCodePoints) {
        this(seed, maxCodePoints, () -> {});
    }

    private RandomResponder(long seed, int maxCodePoints, Runnable pause) {
        if (maxCodePoints < MIN_CODE_POINTS) {
            throw new IllegalArgumentException(
                    "At most " + maxCodePoints + " code points are less than " + MIN_CODE_POINTS);
        }
        this.seed = seed;
        this.maxCodePoints = maxCodePoints;
        this.pause = pause;
    }

    /**
     * The same with a pause between its fragments.
     *
     * @param between what is done before each fragment but the first, in the thread of the turn: waits for a latch or a
     *     permit of the test, for example
     * @return a new responder
     */
    public RandomResponder pausing(Runnable between) {
        return new RandomResponder(seed, maxCodePoints, between);
    }

    /**
     * Tells what is said.
     *
     * @param turn in which turn
     * @param attempt in which attempt
     * @return the whole text
     */
    public String textOf(TurnId turn, int attempt) {
        return text(chance(turn, attempt));
    }

    @Override
    public ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation) {
        RandomGenerator chance = chance(turn.id(), turn.attempt());
        String text = text(chance);
        int from = 0;
        boolean written = false;
        while (from < text.length()) {
            if (written) {
                pause.run();
            }
            if (cancellation.requested() || Thread.currentThread().isInterrupted()) {
                return new ReplyOutcome.Stopped();
            }
            int to = Math.min(text.length(), from + chance.nextInt(MAX_FRAGMENT + 1));
            sink.write(text.substring(from, to));
            written = true;
            from = to;
        }
        return ReplyOutcome.completed();
    }

    private RandomGenerator chance(TurnId turn, int attempt) {
        return new SplittableRandom(seed * 31 * 31 + turn.toString().hashCode() * 31L + attempt);
    }

    private String text(RandomGenerator chance) {
        int length = MIN_CODE_POINTS + chance.nextInt(maxCodePoints - MIN_CODE_POINTS + 1);
        return chance.ints(length, 0, ALPHABET.length)
                .map(index -> ALPHABET[index])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
