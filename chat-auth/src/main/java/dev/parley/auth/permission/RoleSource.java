package dev.parley.auth.permission;

import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Resource;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.time.Deadline;
import java.util.Set;

/**
 * Which roles a principal has, everywhere or on one resource only: whoever answers {@code moderator} for one conversation
 * makes the principal a moderator there and nowhere else. Thread-safe. It is asked each time, so that a role that was
 * taken away is gone with the next call; a source that remembers has to say for how long.
 *
 * <p>A source that can't answer throws a {@link dev.parley.core.error.ChatException} of kind unavailable; an empty set
 * would be a wrong "no", and may lack the role that denies.
 */
@FunctionalInterface
public interface RoleSource {

    /**
     * Looks the roles up.
     *
     * @param principal who asks
     * @param resource of what
     * @param deadline by when to answer
     * @return the roles, empty for none
     */
    Set<String> rolesOf(Principal principal, Resource resource, Deadline deadline);

    /**
     * Roles that everybody has.
     *
     * @param roles the roles
     * @return the source
     */
    static RoleSource everybody(String... roles) {
        Set<String> all = Set.of(roles);
        return (principal, resource, deadline) -> all;
    }

    /**
     * A role that principals have on themselves, for permissions such as {@code session:list} that are for one's own
     * things.
     *
     * @param role the role
     * @return the source: it answers where the resource is the user who asks
     */
    static RoleSource oneself(String role) {
        Set<String> own = Set.of(role);
        return (principal, resource, deadline) ->
                resource instanceof Resource.User user && user.id().equals(principal.user()) ? own : Set.of();
    }

    /**
     * The roles of the users of a directory; none for a user who is disabled or unknown.
     *
     * @param users the directory; not closed
     * @return the source
     */
    static RoleSource directory(UserDirectory users) {
        return (principal, resource, deadline) -> users.findById(principal.tenant(), principal.user(), deadline)
                .filter(UserProfile::enabled)
                .map(UserProfile::roles)
                .orElse(Set.of());
    }
}
