package dev.parley.core.message;

import java.time.Instant;
import java.util.List;

/**
 * A conversation as it is now. Immutable.
 *
 * @param id its id
 * @param type direct or group
 * @param title its title, may be empty
 * @param openHistory whether those who join later see what was said before
 * @param createdAt when it was created
 * @param headSeq the sequence number of its newest entry; 0 when there is none
 * @param participants who takes part, ordered by when they joined, then by user id
 */
public record Conversation(
        ConversationId id,
        ConversationType type,
        String title,
        boolean openHistory,
        Instant createdAt,
        long headSeq,
        List<Participant> participants) {

    /**
     * Copies the list.
     *
     * @param id as in the record
     * @param type as in the record
     * @param title as in the record
     * @param openHistory as in the record
     * @param createdAt as in the record
     * @param headSeq as in the record
     * @param participants as in the record
     */
    public Conversation {
        participants = List.copyOf(participants);
    }
}
