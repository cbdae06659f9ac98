package dev.parley.core.store;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Message;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.ParticipantRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One piece of what a store holds about a user, as given out by an export. */
public sealed interface PersonalRecord {

    /** {@return the conversation that the record is from} */
    ConversationId conversation();

    /**
     * The user takes or took part in a conversation.
     *
     * @param conversation the conversation
     * @param title its title, or empty when the user is no longer in it
     * @param role the role, the last one when the user is no longer in it
     * @param joinedAt when the user joined, last time
     * @param leftAt when the user left, or null when still in it
     * @param readSeq up to which sequence number the user has read
     */
    record Membership(
            ConversationId conversation,
            String title,
            ParticipantRole role,
            Instant joinedAt,
            @Nullable Instant leftAt,
            long readSeq)
            implements PersonalRecord {}

    /**
     * The user posted a message.
     *
     * @param message the message as it is now
     * @param postedText the text as it was posted; empty when wiped
     */
    record Posting(Message message, String postedText) implements PersonalRecord {
        @Override
        public ConversationId conversation() {
            return message.id().conversation();
        }
    }

    /**
     * The user edited a message.
     *
     * @param message the message
     * @param revision the revision since then
     * @param at when
     * @param text the text since then; empty when wiped
     */
    record Edit(MessageId message, int revision, Instant at, String text) implements PersonalRecord {
        @Override
        public ConversationId conversation() {
            return message.conversation();
        }
    }

    /**
     * The user gave a conversation a title, when creating or renaming it.
     *
     * @param conversation the conversation
     * @param at when
     * @param title the title; the one at creation is kept only until the first renaming
     */
    record Title(ConversationId conversation, Instant at, String title) implements PersonalRecord {}
}
