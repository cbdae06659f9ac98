package dev.parley.core.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One durable thing that happened in a conversation. The entries of a conversation are numbered 1, 2, 3 … without gaps,
 * in the order in which they happened, and are never renumbered. Immutable.
 *
 * <p>Where the text of an entry was wiped, by redaction or because its author was erased, it is empty and
 * {@code wiped} is true; the entry itself stays.
 */
public sealed interface Entry {

    /** {@return the conversation} */
    ConversationId conversation();

    /** {@return the sequence number, 1 or more} */
    long seq();

    /** {@return when it happened, by the clock of the node that took it, in whole microseconds} */
    Instant at();

    /** {@return who did it} */
    UserId author();

    /**
     * A message was posted.
     *
     * @param conversation the conversation
     * @param seq the sequence number
     * @param at when
     * @param author who
     * @param ordinal its number among the posted entries of the conversation, from 1 without gaps
     * @param kind who speaks
     * @param text the text as it was posted, before any edit
     * @param replyTo the message that it replies to, or null
     * @param answer what it answers, or null if no turn has posted it
     * @param wiped whether the text was wiped
     */
    record Posted(
            ConversationId conversation,
            long seq,
            Instant at,
            UserId author,
            long ordinal,
            MessageKind kind,
            String text,
            @Nullable MessageId replyTo,
            @Nullable Answer answer,
            boolean wiped)
            implements Entry {

        /**
         * The entry that has just posted a message.
         *
         * @param message the message, not changed since
         * @return its entry
         */
        public static Posted of(Message message) {
            return new Posted(
                    message.id().conversation(),
                    message.seq(),
                    message.createdAt(),
                    message.author(),
                    message.ordinal(),
                    message.kind(),
                    message.text(),
                    message.replyTo(),
                    message.answer(),
                    message.redacted());
        }
    }

    /**
     * The text of a message was replaced.
     *
     * @param conversation the conversation
     * @param seq the sequence number
     * @param at when
     * @param author who
     * @param messageSeq the sequence number of the message
     * @param revision the revision that the message has since then, 2 or more
     * @param text the text since then
     * @param wiped whether the text was wiped
     */
    record Edited(
            ConversationId conversation,
            long seq,
            Instant at,
            UserId author,
            long messageSeq,
            int revision,
            String text,
            boolean wiped)
            implements Entry {

        /** {@return the same without its text, as who must not see it and as it is once it was wiped} */
        public Edited wipedCopy() {
            return new Edited(conversation, seq, at, author, messageSeq, revision, "", true);
        }
    }

    /**
     * A message was redacted: its text is gone, in every entry.
     *
     * @param conversation the conversation
     * @param seq the sequence number
     * @param at when
     * @param author who redacted it
     * @param messageSeq the sequence number of the message
     */
    record Redacted(ConversationId conversation, long seq, Instant at, UserId author, long messageSeq)
            implements Entry {}

    /**
     * A participant joined after the conversation was created.
     *
     * @param conversation the conversation
     * @param seq the sequence number
     * @param at when
     * @param author who added them
     * @param user who joined
     * @param role their role
     */
    record Joined(ConversationId conversation, long seq, Instant at, UserId author, UserId user, ParticipantRole role)
            implements Entry {}

    /**
     * A participant left or was removed.
     *
     * @param conversation the conversation
     * @param seq the sequence number
     * @param at when
     * @param author who removed them; the same as {@code user} if they left
     * @param user who is gone
     */
    record Left(ConversationId conversation, long seq, Instant at, UserId author, UserId user) implements Entry {}

    /**
     * The conversation got another title.
     *
     * @param conversation the conversation
     * @param seq the sequence number
     * @param at when
     * @param author who
     * @param title the title since then
     * @param wiped whether the title was wiped
     */
    record Renamed(ConversationId conversation, long seq, Instant at, UserId author, String title, boolean wiped)
            implements Entry {}
}
