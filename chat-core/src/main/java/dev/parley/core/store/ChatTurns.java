package dev.parley.core.store;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The turns facet of a store: what bots were asked, who is at it, and what they have said so far. An optional capability.
 * Thread-safe. All times (when a turn is due, when a lease runs out) go by one clock of the store, never by those of the
 * nodes.
 *
 * <p>Every rule below is checked by {@code ChatTurnsContract} under its number.
 *
 * <p>Asking:
 *
 * <ul>
 *   <li>TN-1 A user's message makes one pending turn for each bot that takes part, in the transaction of the message; the
 *       answer to the append names them in ascending order of the bots.
 *   <li>TN-2 Messages of bots, notices, duplicates and whatever is refused make no turn.
 *   <li>TN-3 The turns of one bot in one conversation are carried out one at a time, in the order of their messages: only
 *       the oldest that is not finished can be claimed. Bots and conversations do not wait for each other.
 *   <li>TN-24 A bot that a message is not meant for ({@code Draft.unaddressed}) gets no turn of it in a group; in a
 *       direct conversation it does. What the conversation is at that instant counts, as in CL-21.
 * </ul>
 *
 * <p>Claiming:
 *
 * <ul>
 *   <li>TN-4 Of many who claim a turn at once, one gets it.
 *   <li>TN-5 Claiming what is due gives turns of the bots named only, at most as many as asked for, the longest due first.
 *   <li>TN-6 A lease that ran out can be claimed by another; each claim has an attempt one greater.
 *   <li>TN-7 Who lost the lease changes nothing any more: writing, extending, releasing, finishing and reading the context
 *       find it lost. It is lost when another claims the turn, and when the turn is released or finished; having run out
 *       alone does not lose it.
 *   <li>TN-8 Extending and writing move the end of the lease to the given time from now.
 *   <li>TN-9 A released turn is pending and due again after its delay; what was written under the attempt is gone. Unless
 *       the attempt counts, it does not add to the tries.
 * </ul>
 *
 * <p>Speaking:
 *
 * <ul>
 *   <li>TN-10 Fragments add up to the text of the attempt, to the last UTF-16 unit; writing the same at the same offset
 *       again holds and adds nothing; a new attempt begins with nothing.
 *   <li>TN-11 Completing posts the text as one message of the bot, with the turn as what it answers; an empty text posts
 *       none. The message makes no turn, and moves the bot's read marker.
 *   <li>TN-12 Stopping by the holder does the same, and marks the message as stopped.
 *   <li>TN-13 Failing posts nothing and keeps the reason.
 *   <li>TN-14 Finishing again under the same lease answers the same and writes nothing, whatever is asked for and however
 *       the turn has ended; who is next in line is told as it is now.
 *   <li>TN-15 Finishing leaves no fragment behind, names the turn that is next in line, and makes it due at once.
 * </ul>
 *
 * <p>Stopping from outside:
 *
 * <ul>
 *   <li>TN-16 A participant stops the turn that is first in line of every bot of the conversation: what was written so far
 *       becomes the message, marked as stopped; nothing written means no message. Later turns go on.
 *   <li>TN-17 For a stranger and for another tenant the conversation does not exist; with nothing to stop, the list is
 *       empty.
 *   <li>TN-18 When a bot leaves, its unfinished turns fail with {@code bot_left}, in the same transaction; when it is
 *       erased, they end as well, and none of its turns is found any more under its id.
 *   <li>TN-19 When a message is redacted or its author erased, its unfinished turns fail with {@code question_gone}, in
 *       the same transaction; the bot's other turns go on.
 * </ul>
 *
 * <p>Reading:
 *
 * <ul>
 *   <li>TN-20 The context has the questions and answers of the latest completed turns of this bot in this conversation
 *       that are older than this one, as they are now, oldest turn first; the limit counts turns.
 *   <li>TN-21 Turns that were stopped, failed or are not finished are not in it, neither their questions nor what was
 *       said; nor is what was redacted, nor what the bot does not see.
 *   <li>TN-22 Who sees the question finds the status of its turns; for others it does not exist.
 *   <li>TN-23 A call whose deadline is over changes nothing and is {@code deadline_exceeded}; a closed store fails with
 *       {@code closed}.
 * </ul>
 */
public interface ChatTurns {

    /**
     * Claims one turn.
     *
     * @param turn which
     * @param duration how long the lease lasts, more than zero
     * @param deadline by when to answer
     * @return the lease, if the turn is due and nobody holds it
     */
    Optional<TurnLease> claim(TurnId turn, Duration duration, Deadline deadline);

    /**
     * Claims turns that are due: pending ones, and those whose lease ran out.
     *
     * @param bots of which bots, in all tenants
     * @param duration how long each lease lasts, more than zero
     * @param limit how many at most, 1 or more
     * @param deadline by when to answer
     * @return the leases
     */
    List<TurnLease> claimDue(Collection<UserId> bots, Duration duration, int limit, Deadline deadline);

    /**
     * Reads what the bot is to know.
     *
     * @param lease of the turn
     * @param maxTurns how many earlier turns at most, 0 or more
     * @param deadline by when to answer
     * @return the context, if the lease holds
     */
    Optional<TurnContext> context(TurnLease lease, int maxTurns, Deadline deadline);

    /**
     * Keeps a fragment and prolongs the lease.
     *
     * @param lease of the turn
     * @param offset how many UTF-16 units were written before in this attempt
     * @param text the fragment, well-formed; when empty, the lease is prolonged and nothing else
     * @param duration how long the lease lasts from now
     * @param deadline by when to answer
     * @return whether the lease holds
     */
    TurnHold write(TurnLease lease, int offset, String text, Duration duration, Deadline deadline);

    /**
     * Gives a turn back, so that another attempt is made.
     *
     * @param lease of the turn
     * @param delay when it is due again, zero or more
     * @param counts whether the attempt counts as a try
     * @param deadline by when to answer
     * @return whether the lease held
     */
    TurnHold release(TurnLease lease, Duration delay, boolean counts, Deadline deadline);

    /**
     * Ends a turn. Safe to repeat.
     *
     * @param lease of the turn
     * @param ending how
     * @param deadline by when to answer
     * @return what has become of it, if the lease held
     */
    Optional<FinishedTurn> finish(TurnLease lease, TurnEnding ending, Deadline deadline);

    /**
     * Stops what the bots of a conversation are saying.
     *
     * @param principal a participant
     * @param conversation the conversation
     * @param deadline by when to answer
     * @return the turns that were stopped by this call
     */
    Outcome<List<FinishedTurn>> stop(Principal principal, ConversationId conversation, Deadline deadline);

    /**
     * Reads what has become of a turn.
     *
     * @param principal a participant
     * @param turn which
     * @param deadline by when to answer
     * @return the status, or refused with {@code turn_not_found} or {@code conversation_not_found}
     */
    Outcome<TurnStatus> find(Principal principal, TurnId turn, Deadline deadline);
}
