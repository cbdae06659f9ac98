package dev.parley.core.delivery;

import java.util.Locale;

/** Why a subscription has ended. The {@linkplain #id() id} is stable. */
public enum EndReason {
    /** The principal no longer takes part in the conversation. */
    REMOVED,
    /** The principal's access is no longer valid. */
    REVOKED,
    /** This node stops; subscribe again, here or on another. */
    RECONNECT;

    /** {@return the stable name in lower case} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
