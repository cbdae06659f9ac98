package dev.parley.examples.server.accounts;

import dev.parley.auth.session.Sessions;
import dev.parley.auth.token.Access;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent;
import dev.parley.core.time.Deadline;
import java.util.HashSet;
import java.util.Set;

/**
 * What admins do to users. Takes effect on this server before a call returns, and on the others within the bound of their
 * {@link Access}. Thread-safe.
 */
public final class Administration {

    /** The role that may do all this. */
    public static final String ADMIN = "admin";

    private final UserDirectory directory;
    private final Sessions sessions;
    private final Access access;
    private final ChatListener listener;

    Administration(UserDirectory directory, Sessions sessions, Access access, ChatListener listener) {
        this.directory = directory;
        this.sessions = sessions;
        this.access = access;
        this.listener = listener;
    }

    /**
     * Enables a user, or disables one and ends all sessions of that user.
     *
     * @param by who does it
     * @param user to whom
     * @param enabled which
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    public Outcome<UserProfile> setEnabled(Principal by, UserId user, boolean enabled, Deadline deadline) {
        Outcome<UserProfile> outcome = directory.setEnabled(by.tenant(), user, enabled, deadline);
        if (outcome instanceof Outcome.Done<UserProfile>) {
            access.forget(by.tenant(), user);
            if (!enabled) {
                sessions.logoutAll(by, user, null, deadline);
            }
            listener.notifySafely(new SecurityEvent.UserEnabled(by.tenant(), user, enabled, by.user()));
        }
        return outcome;
    }

    /**
     * Gives a user other roles.
     *
     * @param by who does it
     * @param user to whom
     * @param roles all roles from now on
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    public Outcome<UserProfile> replaceRoles(Principal by, UserId user, Set<String> roles, Deadline deadline) {
        Outcome<UserProfile> outcome = directory.replaceRoles(by.tenant(), user, roles, deadline);
        if (outcome instanceof Outcome.Done<UserProfile>) {
            access.forget(by.tenant(), user);
            listener.notifySafely(new SecurityEvent.RolesReplaced(by.tenant(), user, roles, by.user()));
        }
        return outcome;
    }

    /**
     * Makes users admins themselves, who have shown that they may.
     *
     * @param user who
     * @param deadline by when to answer
     * @return the profile, or refused with {@code user_not_found}
     */
    public Outcome<UserProfile> enrol(Principal user, Deadline deadline) {
        Set<String> roles = new HashSet<>(directory
                .findById(user.tenant(), user.user(), deadline)
                .map(UserProfile::roles)
                .orElse(Set.of()));
        roles.add(ADMIN);
        return replaceRoles(user, user.user(), roles, deadline);
    }
}
