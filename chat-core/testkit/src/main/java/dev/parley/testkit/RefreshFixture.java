package dev.parley.testkit;

import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A store of refresh tokens with a clock and a tenant of its own. Thread-safe. */
final class RefreshFixture implements AutoCloseable {

    static final Duration IDLE = Duration.ofMinutes(10);
    static final Duration ABSOLUTE = Duration.ofMinutes(25);
    static final Duration GRACE = Duration.ofSeconds(10);

    private final ManualClock clock = Fresh.clock();
    private final TenantId tenant = Fresh.tenant();
    private final RefreshTokenStore store;

    RefreshFixture(RefreshTokenStoreFactory factory) {
        this.store = factory.createTokens(clock);
    }

    ManualClock clock() {
        return clock;
    }

    TenantId tenant() {
        return tenant;
    }

    RefreshTokenStore store() {
        return store;
    }

    RefreshOwner owner(String session) {
        return new RefreshOwner(tenant, new UserId("a"), new SessionId(session));
    }

    TokenHash issue(String session) {
        TokenHash token = Fresh.hash();
        store.issue(owner(session), token, IDLE, ABSOLUTE, Fresh.deadline());
        return token;
    }

    static Secret sealed(TokenHash successor) {
        return Secret.of("sealed " + successor.hex());
    }

    RefreshRotation rotate(TokenHash presented, TokenHash successor, Duration grace, Deadline deadline) {
        return store.rotate(presented, successor, sealed(successor), IDLE, grace, deadline);
    }

    RefreshRotation rotate(TokenHash presented, TokenHash successor) {
        return rotate(presented, successor, GRACE, Fresh.deadline());
    }

    /** Presents a token, whatever comes of it. */
    RefreshRotation present(TokenHash token) {
        return rotate(token, Fresh.hash());
    }

    RefreshRotation.Rotated rotated(String session, Instant expiresAt) {
        return new RefreshRotation.Rotated(owner(session), expiresAt);
    }

    RefreshRotation.Rotated rotated(String session) {
        return rotated(session, clock.instant().plus(IDLE));
    }

    RefreshRotation.Retry retry(String session, TokenHash successor, Instant expiresAt) {
        return new RefreshRotation.Retry(owner(session), sealed(successor), expiresAt);
    }

    RefreshRotation.Reused reused(String session) {
        return new RefreshRotation.Reused(owner(session));
    }

    boolean revoke(String session) {
        return store.revoke(tenant, new SessionId(session), Fresh.deadline());
    }

    int revokeAll(String user, @Nullable String except) {
        return store.revokeAll(
                tenant, new UserId(user), except == null ? null : new SessionId(except), Fresh.deadline());
    }

    @Override
    public void close() {
        store.close();
    }
}
