package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * As whom to log in. Immutable.
 *
 * @param user the user, not blank
 * @param password the password, or null when none is needed; left out of {@link #toString()}
 */
public record JdbcLogin(String user, @Nullable String password) {

    /**
     * Checks the user.
     *
     * @param user as in the record
     * @param password as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public JdbcLogin {
        if (user.isBlank()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "The user of a login must not be blank", null);
        }
    }

    @Override
    public String toString() {
        return "JdbcLogin[user=" + user + "]";
    }
}
