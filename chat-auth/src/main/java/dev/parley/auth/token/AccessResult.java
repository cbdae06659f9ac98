package dev.parley.auth.token;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SessionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who it is that presented a token, if anybody. */
public sealed interface AccessResult {

    /**
     * Somebody whose access holds.
     *
     * @param principal who
     * @param session the session of the token; null for a key of a machine user
     * @param roles the user's roles in the host application, as they are now
     * @param scopes the permissions that the token or key is bounded to; {@code *} for all that the user may
     */
    record Granted(Principal principal, @Nullable SessionId session, Set<String> roles, Set<String> scopes)
            implements AccessResult {

        /** What a session may: all that its user may. */
        static final Set<String> UNBOUNDED = Set.of("*");

        /**
         * Copies the sets.
         *
         * @param principal as in the record
         * @param session as in the record
         * @param roles as in the record
         * @param scopes as in the record
         */
        public Granted {
            roles = Set.copyOf(roles);
            scopes = Set.copyOf(scopes);
        }

        /**
         * Whether the token or key is for an action. That alone allows nothing: the user has to be allowed, too.
         *
         * @param action the action
         * @return whether a scope covers it: {@code *}, the permission itself, or {@code domain:*}
         */
        public boolean covers(Action action) {
            String permission = action.permission();
            return scopes.contains("*")
                    || scopes.contains(permission)
                    || scopes.contains(permission.substring(0, permission.indexOf(':') + 1) + '*');
        }
    }

    /**
     * Nobody.
     *
     * @param reason why; to the outside all but {@code TOKEN_EXPIRED} should look the same
     */
    record Refused(AccessRefusal reason) implements AccessResult {}
}
