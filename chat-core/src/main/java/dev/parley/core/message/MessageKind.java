package dev.parley.core.message;

/** Who speaks in a message. */
public enum MessageKind {
    /** A person. */
    USER("user"),
    /** A participant with the role {@link ParticipantRole#BOT}. */
    BOT("bot"),
    /** The host itself, by a {@linkplain Draft#notice notice}. */
    SYSTEM("system");

    private final String id;

    MessageKind(String id) {
        this.id = id;
    }

    /** {@return the stable name in lower case} */
    public String id() {
        return id;
    }
}
