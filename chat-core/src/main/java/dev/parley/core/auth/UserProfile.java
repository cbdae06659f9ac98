package dev.parley.core.auth;

import dev.parley.core.message.UserId;
import java.util.Set;

/**
 * What is known of a user. Immutable.
 *
 * @param id the user
 * @param login the login name as it was registered; personal data, not for other users
 * @param displayLogin the login name as the user writes it; personal data, not for other users
 * @param name the display name
 * @param roles the roles in the host application, for example {@code admin}
 * @param enabled whether the user may log in and use what is open
 */
public record UserProfile(
        UserId id, String login, String displayLogin, String name, Set<String> roles, boolean enabled) {

    /**
     * Copies the roles.
     *
     * @param id as in the record
     * @param login as in the record
     * @param displayLogin as in the record
     * @param name as in the record
     * @param roles as in the record
     * @param enabled as in the record
     */
    public UserProfile {
        roles = Set.copyOf(roles);
    }

    /**
     * The profile of a user who was just registered.
     *
     * @param user what was registered
     * @return the profile, enabled
     */
    public static UserProfile of(NewUser user) {
        return new UserProfile(user.id(), user.login(), user.displayLogin(), user.name(), user.roles(), true);
    }

    /**
     * The same with other roles.
     *
     * @param others the roles
     * @return a new profile
     */
    public UserProfile withRoles(Set<String> others) {
        return new UserProfile(id, login, displayLogin, name, others, enabled);
    }

    /**
     * The same, enabled or not.
     *
     * @param mayUse whether the user is enabled
     * @return a new profile
     */
    public UserProfile withEnabled(boolean mayUse) {
        return new UserProfile(id, login, displayLogin, name, roles, mayUse);
    }

    /** Leaves the login name out: a profile may end up in a log. */
    @Override
    public String toString() {
        return "UserProfile[id=" + id + ", roles=" + roles + ", enabled=" + enabled + "]";
    }
}
