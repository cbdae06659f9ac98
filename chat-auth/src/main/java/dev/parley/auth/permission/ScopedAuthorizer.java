package dev.parley.auth.permission;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Authorizer;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.time.Deadline;
import java.util.Objects;
import java.util.Set;

/**
 * Bounds what another authorizer allows to the scopes of the key or token that a principal came with. It takes away and
 * never gives: within the scopes the other one decides. Immutable and thread-safe, as far as the other one is.
 */
public final class ScopedAuthorizer implements Authorizer {

    private final Authorizer authorizer;
    private final Set<Action> covered;

    private ScopedAuthorizer(Authorizer authorizer, Set<Action> covered) {
        this.authorizer = Objects.requireNonNull(authorizer, "authorizer");
        this.covered = covered;
    }

    /**
     * Bounds an authorizer.
     *
     * @param authorizer who decides within the scopes
     * @param scopes permissions such as {@code message:post}, {@code message:*} or {@code *}; unknown ones cover nothing,
     *     and so does an empty set
     * @return the bounded one: it denies what lies outside with {@code out_of_scope}, without asking the other one
     */
    public static Authorizer withScopes(Authorizer authorizer, Set<String> scopes) {
        return new ScopedAuthorizer(authorizer, Permissions.actionsOf(scopes));
    }

    /**
     * Tells whether a scope covers anything.
     *
     * @param scope any text
     * @return whether it is the permission of an action, of a domain that there is, or {@code *}
     */
    public static boolean isScope(String scope) {
        return !Permissions.actionsOf(scope).isEmpty();
    }

    @Override
    public Authorization authorize(Principal principal, Action action, Resource resource, Deadline deadline) {
        return covered.contains(action)
                ? authorizer.authorize(principal, action, resource, deadline)
                : Authorization.denied(Authorization.Denied.OUT_OF_SCOPE);
    }
}
