package dev.parley.core.message;

import java.util.Locale;

/** Who speaks in a message. */
public enum MessageKind {
    /** A person. */
    USER,
    /** A participant with the role {@link ParticipantRole#BOT}. */
    BOT,
    /** The host itself, by a {@linkplain Draft#notice notice}. */
    SYSTEM;

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
