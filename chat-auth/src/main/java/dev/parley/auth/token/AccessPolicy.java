package dev.parley.auth.token;

import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Authorizer;
import dev.parley.core.auth.Resource;
import dev.parley.core.time.Deadline;

/**
 * The host's word on what somebody may do whose token was checked, with the roles as {@link Access} has them at hand.
 * Thread-safe. Who can't decide throws a {@link dev.parley.core.error.ChatException} of kind unavailable.
 */
@FunctionalInterface
public interface AccessPolicy {

    /**
     * Decides.
     *
     * @param who who asks
     * @param resource of what
     * @param action what for
     * @param deadline by when to answer
     * @return the decision
     */
    Authorization decide(AccessResult.Granted who, Resource resource, Action action, Deadline deadline);

    /**
     * A policy that asks an authorizer, which looks up roles by itself.
     *
     * @param authorizer the authorizer
     * @return the policy
     */
    static AccessPolicy of(Authorizer authorizer) {
        return (who, resource, action, deadline) -> authorizer.authorize(who.principal(), action, resource, deadline);
    }
}
