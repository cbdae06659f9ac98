package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key that is to be stored. Immutable.
 *
 * @param id 1 to 64 of letters, digits, dash and underscore
 * @param user as whom it speaks
 * @param name what its owner calls it, 1 to 100 code points, well-formed, without control characters
 * @param hash of the key
 * @param scopes 1 to 64 permissions, each a permission of {@link Action}, or one that ends in {@code :*}, or {@code *}
 * @param lifetime how long it lasts, more than zero; null for a key without end
 */
public record NewApiKey(
        String id,
        UserId user,
        String name,
        TokenHash hash,
        Set<String> scopes,
        @Nullable Duration lifetime) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern SCOPE = Pattern.compile("\\*|[a-z_]{1,32}:(\\*|[a-z_]{1,32})");
    private static final int MAX_SCOPES = 64;
    private static final int MAX_NAME = 100;

    /**
     * Checks the bounds.
     *
     * @param id as in the record
     * @param user as in the record
     * @param name as in the record
     * @param hash as in the record
     * @param scopes as in the record
     * @param lifetime as in the record
     * @throws ChatException {@link ErrorCode#NAME_MALFORMED} or {@link ErrorCode#SCOPE_MALFORMED}
     * @throws IllegalArgumentException if the id or the lifetime is out of bounds
     */
    public NewApiKey {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("id must be 1 to 64 of letters, digits, '-' and '_'");
        }
        if (lifetime != null && (lifetime.isNegative() || lifetime.isZero())) {
            throw new IllegalArgumentException("lifetime must be more than zero");
        }
        NewUser.requirePrintable(name, MAX_NAME, "name", ErrorCode.NAME_MALFORMED);
        if (scopes.isEmpty()
                || scopes.size() > MAX_SCOPES
                || !scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw ChatException.invalid(
                    ErrorCode.SCOPE_MALFORMED,
                    "scopes",
                    "must be 1 to 64 permissions such as message:post or message:*");
        }
        scopes = Set.copyOf(scopes);
    }

    /** Leaves the name out: an object may end up in a log. */
    @Override
    public String toString() {
        return "NewApiKey[id=" + id + ", user=" + user + ", scopes=" + scopes + "]";
    }
}
