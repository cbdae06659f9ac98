package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user that is to be registered. Immutable.
 *
 * @param id the user's id
 * @param login the normalised login name, unique in the tenant; 1 to 254 code points without control characters
 * @param displayLogin the login name as the user writes it, for showing it to the user; bounds as those of {@code login}
 * @param name the display name; 1 to 100 code points, well-formed, without control characters
 * @param roles the roles in the host application; at most 32, each of 1 to 32 of a-z, 0-9, dash and underscore
 * @param credential the hashed password in PHC string format, or null for a user who can't log in with one
 */
public record NewUser(
        UserId id,
        String login,
        String displayLogin,
        String name,
        Set<String> roles,
        @Nullable String credential) {

    private static final int MAX_LOGIN = 254;
    private static final int MAX_ROLES = 32;
    private static final Pattern ROLE = Pattern.compile("[a-z0-9_-]{1,32}");
    private static final int MAX_NAME = 100;

    /**
     * Checks the names.
     *
     * @param id as in the record
     * @param login as in the record
     * @param displayLogin as in the record
     * @param name as in the record
     * @param roles as in the record
     * @param credential as in the record
     * @throws ChatException {@link ErrorCode#LOGIN_MALFORMED}, {@link ErrorCode#NAME_MALFORMED} or
     *     {@link ErrorCode#ROLES_MALFORMED}
     */
    public NewUser {
        requirePrintable(login, MAX_LOGIN, "login", ErrorCode.LOGIN_MALFORMED);
        requirePrintable(displayLogin, MAX_LOGIN, "displayLogin", ErrorCode.LOGIN_MALFORMED);
        requirePrintable(name, MAX_NAME, "name", ErrorCode.NAME_MALFORMED);
        roles = requireRoles(roles);
    }

    /**
     * A user whose login name is shown as it is normalised.
     *
     * @param id as in the record
     * @param login as in the record
     * @param name as in the record
     * @param roles as in the record
     * @param credential as in the record
     */
    public NewUser(UserId id, String login, String name, Set<String> roles, @Nullable String credential) {
        this(id, login, login, name, roles, credential);
    }

    /**
     * Checks roles.
     *
     * @param roles the roles
     * @return a copy
     * @throws ChatException {@link ErrorCode#ROLES_MALFORMED}
     */
    public static Set<String> requireRoles(Set<String> roles) {
        if (roles.size() > MAX_ROLES
                || !roles.stream().allMatch(role -> ROLE.matcher(role).matches())) {
            throw ChatException.invalid(
                    ErrorCode.ROLES_MALFORMED,
                    "roles",
                    "must be at most " + MAX_ROLES + ", each of 1 to 32 of a-z, 0-9, '-' and '_'");
        }
        return Set.copyOf(roles);
    }

    static void requirePrintable(String value, int max, String field, ErrorCode code) {
        boolean broken = value.codePoints()
                .anyMatch(c ->
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (value.isBlank() || broken || value.codePointCount(0, value.length()) > max) {
            throw ChatException.invalid(
                    code,
                    field,
                    "must have 1 to " + max + " code points, not all blank, well-formed, without control characters");
        }
    }

    /** Leaves the login name and the credential out: an object may end up in a log. */
    @Override
    public String toString() {
        return "NewUser[id=" + id + ", roles=" + roles + "]";
    }
}
