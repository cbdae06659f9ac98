package dev.parley.core.message;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;

/** What a participant may do in a conversation, beyond reading and posting. */
public enum ParticipantRole {
    /** Renames, adds and removes participants, redacts any message. The creator is one. */
    OWNER("owner"),
    /** Reads and posts. */
    MEMBER("member"),
    /** Reads and posts as a program; its messages are of kind {@link MessageKind#BOT}. */
    BOT("bot");

    private final String id;

    ParticipantRole(String id) {
        this.id = id;
    }

    /**
     * Reads a role as {@link #id()} writes it.
     *
     * @param id {@code owner}, {@code member} or {@code bot}
     * @return the role
     * @throws ChatException {@link ErrorCode#ROLE_UNKNOWN}
     */
    public static ParticipantRole parse(String id) {
        for (ParticipantRole role : values()) {
            if (role.id.equals(id)) {
                return role;
            }
        }
        throw ChatException.invalid(ErrorCode.ROLE_UNKNOWN, "role", "must be owner, member or bot");
    }

    /** {@return the stable name in lower case} */
    public String id() {
        return id;
    }
}
