package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.Locale;

/** What a participant may do in a conversation, beyond reading and posting. */
public enum ParticipantRole {
    /** Renames, adds and removes participants, redacts any message. The creator is one. */
    OWNER,
    /** Reads and posts. */
    MEMBER,
    /** Reads and posts as a program; its messages are of kind {@link MessageKind#BOT}. */
    BOT;

    /**
     * Reads a role as {@link #id()} writes it.
     *
     * @param id {@code owner}, {@code member} or {@code bot}
     * @return the role
     * @throws ChatException {@link ErrorCode#ROLE_UNKNOWN}
     */
    public static ParticipantRole parse(String id) {
        for (ParticipantRole role : values()) {
            if (role.id().equals(id)) {
                return role;
            }
        }
        throw ChatException.invalid(ErrorCode.ROLE_UNKNOWN, "role", "must be owner, member or bot");
    }

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
