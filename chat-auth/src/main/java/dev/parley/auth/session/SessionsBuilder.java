package dev.parley.auth.session;

import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.observe.ChatListener;
import java.util.Objects;

/** Puts {@link Sessions} together. Not thread-safe. */
public final class SessionsBuilder {

    final UserDirectory users;
    final SessionStore sessions;
    final RefreshTokenStore refreshTokens;
    final AccessTokenSource accessTokens;
    AccessForgetting forgetting = AccessForgetting.nothing();
    SessionPolicy policy = SessionPolicy.DEFAULT;
    ChatListener listener = ChatListener.noop();

    SessionsBuilder(
            UserDirectory users,
            SessionStore sessions,
            RefreshTokenStore refreshTokens,
            AccessTokenSource accessTokens) {
        this.users = Objects.requireNonNull(users, "users");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.refreshTokens = Objects.requireNonNull(refreshTokens, "refreshTokens");
        this.accessTokens = Objects.requireNonNull(accessTokens, "accessTokens");
    }

    /**
     * What this node trusts of users.
     *
     * @param value told of each ended session; {@link AccessForgetting#nothing()} by default
     * @return this
     */
    public SessionsBuilder forgetting(AccessForgetting value) {
        this.forgetting = Objects.requireNonNull(value, "forgetting");
        return this;
    }

    /**
     * How long things last.
     *
     * @param value the policy; {@link SessionPolicy#DEFAULT} by default
     * @return this
     */
    public SessionsBuilder policy(SessionPolicy value) {
        this.policy = Objects.requireNonNull(value, "policy");
        return this;
    }

    /**
     * Who hears of what happens.
     *
     * @param value the listener; none by default
     * @return this
     */
    public SessionsBuilder listener(ChatListener value) {
        this.listener = Objects.requireNonNull(value, "listener");
        return this;
    }

    /** {@return the service} */
    public Sessions build() {
        return new Sessions(this);
    }
}
