package dev.parley.auth.session;

import dev.parley.auth.session.RefreshResult.Reason;
import dev.parley.auth.session.RefreshResult.Refreshed;
import dev.parley.auth.session.RefreshResult.Refused;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.observe.SecurityEvent.RefreshTokenReused;
import dev.parley.core.observe.SecurityEvent.SessionsRevoked;
import dev.parley.core.time.Deadline;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in where. A session has one access token after the other, and one refresh token at a time: each refresh
 * spends it for a successor (RFC 9700, section 4.14.2). Thread-safe, without threads or state of its own; any number of
 * nodes may work on the same stores.
 *
 * <p>A spent token that comes again within {@link SessionPolicy#grace()}, and before its successor was used, gets the same
 * successor: two tabs, or a client that lost the answer, stay logged in. Any other second use ends the session, for there
 * is no telling which of the two is the thief.
 *
 * <p>A session that is ended takes its refresh tokens with it, and its access tokens where these are checked with their
 * session. Every method throws {@link dev.parley.core.error.ChatException} of kind unavailable when a store can't answer
 * within the deadline; ending may be repeated then.
 */
public final class Sessions {

    private static final int ID_BYTES = 16;

    private final UserDirectory users;
    private final SessionStore sessions;
    private final RefreshTokenStore refreshTokens;
    private final AccessTokenSource accessTokens;
    private final AccessForgetting forgetting;
    private final SessionPolicy policy;
    private final ChatListener listener;
    private final SecureRandom random = new SecureRandom();

    Sessions(SessionsBuilder parts) {
        this.users = parts.users;
        this.sessions = parts.sessions;
        this.refreshTokens = parts.refreshTokens;
        this.accessTokens = parts.accessTokens;
        this.forgetting = parts.forgetting;
        this.policy = parts.policy;
        this.listener = parts.listener;
    }

    /**
     * Begins to put a service together.
     *
     * @param users who is enabled
     * @param sessions where sessions are stored
     * @param refreshTokens where refresh tokens are stored
     * @param accessTokens who makes access tokens that last for {@link SessionPolicy#accessLifetime()}
     * @return a builder
     */
    public static SessionsBuilder builder(
            UserDirectory users,
            SessionStore sessions,
            RefreshTokenStore refreshTokens,
            AccessTokenSource accessTokens) {
        return new SessionsBuilder(users, sessions, refreshTokens, accessTokens);
    }

    /**
     * Opens a session for somebody who has proved to be the user. Its id is always new.
     *
     * @param tenant the tenant
     * @param user the user
     * @param device what the user agent called itself, shown to the user only; cut as in {@link NewSession}
     * @param address from where, shown to the user only
     * @param secondFactor whether a second factor was proved
     * @param deadline by when to answer
     * @return the tokens
     */
    public TokenPair open(
            TenantId tenant, UserId user, String device, String address, boolean secondFactor, Deadline deadline) {
        NewSession wanted =
                new NewSession(newId(), user, device, address, secondFactor, policy.idle(), policy.absolute());
        RefreshOwner owner = new RefreshOwner(tenant, user, wanted.id());
        RefreshToken first = RefreshToken.random(random);
        sessions.open(tenant, wanted, deadline);
        try {
            refreshTokens.issue(owner, first.hash(), policy.idle(), policy.absolute(), deadline);
        } catch (RuntimeException e) {
            // Nobody will ever hold a token of it, and the user must not wonder who that is.
            revokeQuietly(owner, e, deadline);
            throw e;
        }
        return pair(owner, first);
    }

    private void revokeQuietly(RefreshOwner owner, RuntimeException cause, Deadline deadline) {
        try {
            sessions.revoke(owner.tenant(), owner.session(), deadline);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Spends a refresh token for the next pair.
     *
     * @param refreshToken what the client sent
     * @param address from where
     * @param deadline by when to answer
     * @return the next pair, or why there is none
     */
    public RefreshResult refresh(String refreshToken, String address, Deadline deadline) {
        Optional<RefreshToken> parsed = RefreshToken.parse(refreshToken);
        if (parsed.isEmpty()) {
            return new Refused(Reason.UNKNOWN);
        }
        RefreshToken presented = parsed.get();
        RefreshToken successor = RefreshToken.random(random);
        RefreshRotation rotation = refreshTokens.rotate(
                presented.hash(),
                successor.hash(),
                presented.seal(successor, random),
                policy.idle(),
                policy.grace(),
                deadline);
        if (rotation instanceof RefreshRotation.Rotated rotated) {
            return goOn(rotated.owner(), successor, address, deadline);
        }
        if (rotation instanceof RefreshRotation.Retry retry) {
            return goOn(retry.owner(), presented.open(retry.sealedSuccessor()), address, deadline);
        }
        if (rotation instanceof RefreshRotation.Reused reused) {
            return reused(reused.owner(), deadline);
        }
        return new Refused(rotation instanceof RefreshRotation.Expired ? Reason.EXPIRED : Reason.UNKNOWN);
    }

    private RefreshResult goOn(RefreshOwner owner, RefreshToken token, String address, Deadline deadline) {
        boolean mayUse = users.findById(owner.tenant(), owner.user(), deadline)
                .filter(UserProfile::enabled)
                .isPresent();
        if (mayUse && sessions.touch(owner.tenant(), owner.session(), address, deadline)) {
            return new Refreshed(pair(owner, token), owner.user());
        }
        end(owner, deadline);
        return new Refused(mayUse ? Reason.SESSION_ENDED : Reason.USER_DISABLED);
    }

    private RefreshResult reused(RefreshOwner owner, Deadline deadline) {
        // Of many that find the same reuse, one tells of it: whoever removed the session or, after a crash, what was
        // left.
        if (end(owner, deadline)) {
            listener.notifySafely(new RefreshTokenReused(owner.tenant(), owner.user(), owner.session()));
        }
        return new Refused(Reason.REUSED);
    }

    /**
     * Ends the session that the principal is using.
     *
     * @param principal who
     * @param session the session; nothing happens if it is not the principal's or has ended
     * @param deadline by when to answer
     */
    public void logout(Principal principal, SessionId session, Deadline deadline) {
        endOwn(principal, session, deadline);
    }

    /**
     * Ends one of the principal's sessions, from another one.
     *
     * @param principal who
     * @param session the session
     * @param deadline by when to answer
     * @return whether it was a live session of the principal
     */
    public boolean revoke(Principal principal, SessionId session, Deadline deadline) {
        boolean ended = endOwn(principal, session, deadline);
        if (ended) {
            listener.notifySafely(new SessionsRevoked(principal.tenant(), principal.user(), 1, principal.user()));
        }
        return ended;
    }

    private boolean endOwn(Principal principal, SessionId session, Deadline deadline) {
        return sessions.find(principal.tenant(), session, deadline)
                .filter(found -> found.user().equals(principal.user()))
                .map(found -> end(new RefreshOwner(principal.tenant(), found.user(), session), deadline))
                .orElse(false);
    }

    /** The session first: if the rest fails, its tokens find it gone. */
    private boolean end(RefreshOwner owner, Deadline deadline) {
        boolean lived = sessions.revoke(owner.tenant(), owner.session(), deadline);
        boolean hadTokens = refreshTokens.revoke(owner.tenant(), owner.session(), deadline);
        forgetting.forget(owner.tenant(), owner.user());
        return lived || hadTokens;
    }

    /**
     * Ends the sessions of a user.
     *
     * @param by who does it; whether they may is the caller's to check
     * @param user whose, of the same tenant
     * @param except the one to spare, or null
     * @param deadline by when to answer
     * @return how many there were
     */
    public int logoutAll(Principal by, UserId user, @Nullable SessionId except, Deadline deadline) {
        int count = sessions.revokeAll(by.tenant(), user, except, deadline);
        refreshTokens.revokeAll(by.tenant(), user, except, deadline);
        forgetting.forget(by.tenant(), user);
        if (count > 0) {
            listener.notifySafely(new SessionsRevoked(by.tenant(), user, count, by.user()));
        }
        return count;
    }

    /**
     * Lists the principal's sessions.
     *
     * @param principal who
     * @param deadline by when to answer
     * @return those that live, last seen first
     */
    public List<Session> list(Principal principal, Deadline deadline) {
        return sessions.list(principal.tenant(), principal.user(), deadline);
    }

    private TokenPair pair(RefreshOwner owner, RefreshToken refreshToken) {
        String accessToken = accessTokens.issue(owner.tenant(), owner.user(), owner.session());
        return new TokenPair(accessToken, refreshToken.text(), policy.accessLifetime(), owner.session());
    }

    private SessionId newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
