package dev.parley.auth.token;

import dev.parley.core.auth.Principal;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What an access token stands for: a session of a user. */
final class SessionCredential implements Trust.Credential {

    private final SessionStore sessions;
    private final UserDirectory users;
    private final Subject.Name name;
    private final SessionId id;
    private volatile String address = "";

    SessionCredential(SessionStore sessions, UserDirectory users, Subject.Name name, SessionId id) {
        this.sessions = sessions;
        this.users = users;
        this.name = name;
        this.id = id;
    }

    @Override
    public Trust.Reading read(Deadline deadline) {
        Optional<Session> found = sessions.find(name.tenant(), id, deadline);
        if (found.isEmpty() || !found.get().user().equals(name.user())) {
            return Trust.Reading.refused(AccessRefusal.SESSION_ENDED);
        }
        Session session = found.get();
        address = session.address();
        return granted(users, name, id, AccessResult.Granted.UNBOUNDED, session.expiresAt(), deadline);
    }

    /** The address stays what it was: a token says nothing of where it comes from. */
    @Override
    public boolean touch(Deadline deadline) {
        return sessions.touch(name.tenant(), id, address, deadline);
    }

    static Trust.Reading granted(
            UserDirectory users,
            Subject.Name name,
            @org.jspecify.annotations.Nullable SessionId session,
            Set<String> scopes,
            Instant endsAt,
            Deadline deadline) {
        UserId user = name.user();
        Optional<UserProfile> profile = users.findById(name.tenant(), user, deadline);
        if (profile.isEmpty()) {
            return Trust.Reading.refused(AccessRefusal.USER_UNKNOWN);
        }
        if (!profile.get().enabled()) {
            return Trust.Reading.refused(AccessRefusal.USER_DISABLED);
        }
        return new Trust.Reading(
                new AccessResult.Granted(
                        Principal.of(name.tenant(), user),
                        session,
                        profile.get().roles(),
                        scopes),
                endsAt);
    }
}
