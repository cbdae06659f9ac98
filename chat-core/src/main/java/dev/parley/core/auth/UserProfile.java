package dev.parley.core.auth;

import dev.parley.core.message.UserId;
import java.util.Set;

/**
 * What is known of a user. Immutable.
 *
 * @param id the user
 * @param login the login name as it was registered; personal data, not for other users
 * @param name the display name
 * @param roles the roles in the host application, for example {@code admin}
 */
public record UserProfile(UserId id, String login, String name, Set<String> roles) {

    /**
     * Copies the roles.
     *
     * @param id as in the record
     * @param login as in the record
     * @param name as in the record
     * @param roles as in the record
     */
    public UserProfile {
        roles = Set.copyOf(roles);
    }

    /** Leaves the login name out: a profile may end up in a log. */
    @Override
    public String toString() {
        return "UserProfile[id=" + id + ", roles=" + roles + "]";
    }
}
