package dev.parley.core.message;

/** How many a conversation is between. */
public enum ConversationType {
    /** Exactly two participants, a bot counted. Becomes a {@link #GROUP} for good when a third joins. */
    DIRECT,
    /** Any other number. */
    GROUP
}
