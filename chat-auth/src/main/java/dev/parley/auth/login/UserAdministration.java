package dev.parley.auth.login;

import dev.parley.auth.session.AccessForgetting;
import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent.RolesReplaced;
import dev.parley.core.observe.SecurityEvent.UserEnabled;
import dev.parley.core.time.Deadline;
import java.util.Objects;
import java.util.Set;

/**
 * What an operator does to the access of a user of the same tenant. Thread-safe. Whether the operator may is the caller's
 * to check. Each change counts on this node when the call returns, and on others when they have read the feed of changes.
 */
public final class UserAdministration {

    private final UserDirectory users;
    private final Sessions sessions;
    private final AccessForgetting forgetting;
    private final ChatListener listener;

    /**
     * Administration of a directory.
     *
     * @param users who the users are
     * @param sessions what ends when a user is disabled
     * @param forgetting what this node trusts of users
     * @param listener who hears of it
     */
    public UserAdministration(
            UserDirectory users, Sessions sessions, AccessForgetting forgetting, ChatListener listener) {
        this.users = Objects.requireNonNull(users, "users");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.forgetting = Objects.requireNonNull(forgetting, "forgetting");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Disables a user, and ends all sessions. API keys rest: they are refused until the user is enabled.
     *
     * @param by who does it
     * @param user the user
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    public Outcome<UserProfile> disable(Principal by, UserId user, Deadline deadline) {
        Outcome<UserProfile> disabled = setEnabled(by, user, false, deadline);
        if (disabled instanceof Outcome.Done<UserProfile>) {
            sessions.logoutAll(by, user, null, deadline);
        }
        return disabled;
    }

    /**
     * Enables a user, who may log in from then on.
     *
     * @param by who does it
     * @param user the user
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    public Outcome<UserProfile> enable(Principal by, UserId user, Deadline deadline) {
        return setEnabled(by, user, true, deadline);
    }

    private Outcome<UserProfile> setEnabled(Principal by, UserId user, boolean enabled, Deadline deadline) {
        Outcome<UserProfile> outcome = users.setEnabled(by.tenant(), user, enabled, deadline);
        forgetting.forget(by.tenant(), user);
        if (outcome instanceof Outcome.Done<UserProfile>) {
            listener.notifySafely(new UserEnabled(by.tenant(), user, enabled, by.user()));
        }
        return outcome;
    }

    /**
     * Gives a user other roles.
     *
     * @param by who does it
     * @param user the user
     * @param roles all roles from now on
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     * @throws dev.parley.core.error.ChatException {@code ROLES_MALFORMED}
     */
    public Outcome<UserProfile> replaceRoles(Principal by, UserId user, Set<String> roles, Deadline deadline) {
        Outcome<UserProfile> outcome = users.replaceRoles(by.tenant(), user, roles, deadline);
        forgetting.forget(by.tenant(), user);
        if (outcome instanceof Outcome.Done<UserProfile>) {
            listener.notifySafely(new RolesReplaced(by.tenant(), user, roles, by.user()));
        }
        return outcome;
    }
}
