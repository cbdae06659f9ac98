package dev.parley.core.auth;

import java.util.Locale;

/** What a principal asks the engine to do. */
public enum Action {
    /** Create a conversation. */
    CREATE_CONVERSATION,
    /** List one's own conversations. */
    LIST_CONVERSATIONS,
    /** Read a conversation, its participants, its history. */
    READ,
    /** Post a message. */
    POST,
    /** Post a notice of the host. */
    POST_NOTICE,
    /** Replace the text of a message. */
    EDIT,
    /** Redact a message. */
    REDACT,
    /** Give a conversation another title. */
    RENAME,
    /** Add a participant. */
    ADD_PARTICIPANT,
    /** Remove a participant, or leave. */
    REMOVE_PARTICIPANT,
    /** Move one's own read marker. */
    MARK_READ,
    /** Follow a conversation live. */
    SUBSCRIBE,
    /** Show that one is typing. */
    TYPE,
    /** Stop what bots are saying. */
    STOP_TURN,
    /** Export the data of the principal. */
    EXPORT_DATA,
    /** Erase the data of the principal. */
    ERASE_DATA;

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
