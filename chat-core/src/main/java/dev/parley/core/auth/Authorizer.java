package dev.parley.core.auth;

import dev.parley.core.time.Deadline;

/**
 * The host's word on what a principal may do, asked before every call. Thread-safe.
 *
 * <ul>
 *   <li>It answers for the host's own policy (a suspended user, a closed room). Membership and the roles within a
 *       conversation are checked by the store, in the statement that reads or appends, so nothing is cached here.
 *   <li>Who can't decide throws a {@link dev.parley.core.error.ChatException} of kind unavailable; the engine then
 *       fails the call. It never grants on an error.
 *   <li>It answers within the deadline.
 * </ul>
 */
@FunctionalInterface
public interface Authorizer {

    /**
     * Decides.
     *
     * @param principal who asks
     * @param action what for
     * @param resource of what; the tenant for actions that are in no conversation
     * @param deadline by when to answer
     * @return the decision
     */
    Authorization authorize(Principal principal, Action action, Resource resource, Deadline deadline);

    /** {@return the default: everything but notices for users, everything for services} */
    static Authorizer standard() {
        return (principal, action, resource, deadline) -> action == Action.POST_NOTICE && !principal.service()
                ? Authorization.denied(Authorization.Denied.NOT_GRANTED)
                : Authorization.allowed();
    }
}
