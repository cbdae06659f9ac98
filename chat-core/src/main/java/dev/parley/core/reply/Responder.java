package dev.parley.core.reply;

import java.time.Duration;

/**
 * A bot: answers what it is asked. Thread-safe: turns of different conversations run at once.
 *
 * <p>Rules, checked by {@code ResponderContract}:
 *
 * <ul>
 *   <li>RS-1 It says its answer through the sink, in the calling thread, and returns {@link ReplyOutcome.Completed} when all
 *       is said.
 *   <li>RS-2 Everything it says adds up to well-formed Unicode without NUL.
 *   <li>RS-3 Once cancellation is requested it returns soon, without completing.
 *   <li>RS-4 What the sink throws ends it: it passes it on or returns {@link ReplyOutcome.Stopped}, and writes no more.
 *   <li>RS-5 An interrupt ends it soon, and stays set or becomes an exception.
 *   <li>RS-6 After it has returned, nothing is written any more.
 *   <li>RS-7 Turns that run at once do not mix.
 *   <li>RS-8 Another attempt of a turn is answered like a first one, whatever became of the attempt before.
 * </ul>
 *
 * <p>What it throws, a {@link java.util.concurrent.CancellationException} apart, fails the turn without a retry.
 */
@FunctionalInterface
public interface Responder {

    /**
     * Answers.
     *
     * @param turn what is asked
     * @param sink takes what is said
     * @param cancellation tells when nothing more is wanted
     * @return how it ended
     */
    ReplyOutcome respond(Turn turn, ReplySink sink, Cancellation cancellation);

    /** {@return a bot that says what it was told, word by word} */
    static Responder echo() {
        return echo(Duration.ZERO);
    }

    /**
     * A bot that says what it was told, word by word, as slowly as a model would.
     *
     * @param pause between two words, zero or more
     * @return the bot
     */
    static Responder echo(Duration pause) {
        return new EchoResponder(pause);
    }
}
