package dev.parley.core.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line in one participant's list of conversations. Immutable.
 *
 * @param id the conversation
 * @param type direct or group
 * @param title its title
 * @param lastMessage the newest message that the participant sees, or null when there is none
 * @param unread how many messages were posted that the participant has not read
 * @param lastActivity when the newest message was posted, or the conversation created
 */
public record ConversationSummary(
        ConversationId id,
        ConversationType type,
        String title,
        @Nullable Message lastMessage,
        long unread,
        Instant lastActivity) {}
