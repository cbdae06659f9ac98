package dev.parley.auth.apikey;

import dev.parley.core.auth.ApiKey;

/**
 * A key that was just made. Immutable. Shown once: its text is not stored and can't be had again.
 *
 * @param key what is known of it
 * @param text the key itself
 */
public record CreatedApiKey(ApiKey key, String text) {

    /** Leaves the text out: an object may end up in a log. */
    @Override
    public String toString() {
        return "CreatedApiKey[id=" + key.id() + "]";
    }
}
