package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnStatus;
import dev.parley.core.message.UserId;

/**
 * What a subscriber gets. Immutable. Only entries are durable: they come in order, without repeat, and without gap but for
 * one that is told ({@link Truncated}). The others tell
 * what is going on beside the log; of them a slow subscriber gets the latest and not each.
 */
public sealed interface LiveEvent {

    /**
     * The next entry of the log, as the subscriber sees it.
     *
     * @param entry the entry
     */
    record Appended(Entry entry) implements LiveEvent {}

    /**
     * Entries that the subscriber has not been given were removed because of their age. What comes next is the first that is
     * left, or what will be written; messages from before it can't be read any more.
     *
     * @param firstSeq the sequence number where the log begins now
     */
    record Truncated(long firstSeq) implements LiveEvent {}

    /**
     * A bot is saying something. The text so far is what came before, cut at the offset, and this. A greater attempt
     * replaces everything, and so does the message that the turn posts.
     *
     * @param turn in which turn
     * @param attempt in which attempt
     * @param offset where it belongs, in UTF-16 units from the beginning of the answer
     * @param text what is said there; never begins or ends within a surrogate pair
     */
    record Fragment(TurnId turn, int attempt, int offset, String text) implements LiveEvent {}

    /**
     * A turn has another state. When it has posted a message, the entry has come before.
     *
     * @param status the turn as it is now
     */
    record TurnChanged(TurnStatus status) implements LiveEvent {}

    /**
     * Another participant is typing, or was a moment ago.
     *
     * @param user who
     */
    record Typing(UserId user) implements LiveEvent {}

    /**
     * A participant has read further, oneself on another device included. Who has sent a message has read it, which is not
     * told again. May be late or lost: of one user, the greatest counts, and what the conversation says of its participants.
     *
     * @param user who
     * @param seq up to where
     */
    record Read(UserId user, long seq) implements LiveEvent {}

    /**
     * Nothing more will come.
     *
     * @param reason why
     * @param cursor the sequence number of the last entry that was given out, to go on from
     */
    record Ended(EndReason reason, long cursor) implements LiveEvent {}
}
