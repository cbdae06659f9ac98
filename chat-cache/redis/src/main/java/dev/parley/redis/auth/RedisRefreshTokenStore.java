package dev.parley.redis.auth;

import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refresh tokens on Redis, for hosts without a database; the package says what Redis has to be set to. Thread-safe.
 *
 * <p>A rotation is one script, so on all nodes together one wins; one whose answer was lost is retried safely, within the grace
 * period. Of each family the 10,000 tokens that were spent last are remembered; older ones are unknown. An hour after it is
 * over a family expires by itself: until then its tokens are expired, or reused, and after that unknown. Times of more than a
 * hundred years count as a hundred. {@link #purge} is not needed: each issue purges up to two.
 *
 * <p>Each call is one command. Issuing and rotating take a constant number of steps in Redis; removing a family takes one for
 * each of its tokens, in which Redis does nothing else.
 */
public final class RedisRefreshTokenStore implements RefreshTokenStore {

    private final AuthRedis redis;

    private RedisRefreshTokenStore(AuthRedis redis) {
        this.redis = redis;
    }

    /**
     * A store that goes by the clock of Redis.
     *
     * @param connections to where tokens are kept; not closed with the store
     * @return the store
     */
    public static RedisRefreshTokenStore on(RedisConnections connections) {
        return new RedisRefreshTokenStore(new AuthRedis(connections, null));
    }

    /**
     * A store that goes by another clock. Keys still expire by that of Redis.
     *
     * @param connections to where tokens are kept; not closed with the store
     * @param clock the time of tokens; the same on all nodes
     * @return the store
     */
    public static RedisRefreshTokenStore on(RedisConnections connections, InstantSource clock) {
        return new RedisRefreshTokenStore(new AuthRedis(connections, clock));
    }

    private String family(TenantId tenant, SessionId session) {
        return redis.key("family", tenant.value(), session.value());
    }

    private String token(TokenHash hash) {
        return redis.key("token", hash.hex());
    }

    @Override
    public void issue(RefreshOwner owner, TokenHash token, Duration idle, Duration absolute, Deadline deadline) {
        Bounds.requireLasting(idle, absolute);
        long issued = redis.write(
                RefreshScripts.ISSUE,
                List.of(family(owner.tenant(), owner.session()), token(token)),
                deadline,
                owner.tenant().value(),
                owner.session().value(),
                AuthKeys.encoded(owner.user()),
                token.hex(),
                Micros.of(idle),
                Micros.of(absolute));
        if (issued == 0) {
            throw taken("The session of a new refresh token has some, or its hash is in use");
        }
    }

    @Override
    public RefreshRotation rotate(
            TokenHash presented,
            TokenHash successor,
            Secret sealedSuccessor,
            Duration idle,
            Duration grace,
            Deadline deadline) {
        Bounds.requireLasting(idle, idle);
        Bounds.requireGrace(grace);
        Bounds.requireSealed(sealedSuccessor);
        return rotation(Reply.texts(redis.write(
                RefreshScripts.ROTATE,
                List.of(token(presented), token(successor)),
                deadline,
                presented.hex(),
                successor.hex(),
                Base64.getEncoder().encodeToString(sealedSuccessor.bytes()),
                Micros.of(idle),
                Micros.of(grace))));
    }

    private static RefreshRotation rotation(List<String> answer) {
        return switch (answer.get(0)) {
            case "rotated" -> new RefreshRotation.Rotated(owner(answer), Micros.instant(answer.get(4)));
            case "retry" ->
                new RefreshRotation.Retry(
                        owner(answer),
                        Secret.of(Base64.getDecoder().decode(answer.get(5))),
                        Micros.instant(answer.get(4)));
            case "reused" -> new RefreshRotation.Reused(owner(answer));
            case "expired" -> new RefreshRotation.Expired();
            case "unknown" -> new RefreshRotation.Unknown();
            default -> throw taken("The hash of the successor of a refresh token is in use");
        };
    }

    private static RefreshOwner owner(List<String> answer) {
        return new RefreshOwner(
                new TenantId(answer.get(1)), AuthKeys.user(answer.get(2)), new SessionId(answer.get(3)));
    }

    private static ChatException taken(String detail) {
        return ChatException.fault(ErrorCode.INTERNAL, detail, null);
    }

    @Override
    public boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        return redis.write(
                        RefreshScripts.REVOKE,
                        List.of(family(tenant, session)),
                        deadline,
                        tenant.value(),
                        session.value())
                == 1;
    }

    @Override
    public int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        String owner = AuthKeys.encoded(user);
        return Math.toIntExact(redis.write(
                RefreshScripts.REVOKE_ALL,
                List.of(redis.key("user-families", tenant.value(), owner)),
                deadline,
                tenant.value(),
                owner,
                except == null ? "" : except.value()));
    }

    @Override
    public int purge(int limit, Deadline deadline) {
        String most = Bounds.limit(limit);
        return Math.toIntExact(redis.write(RefreshScripts.PURGE, List.of(redis.key("families")), deadline, most));
    }

    /** Ends the store, not the connections that it was given. */
    @Override
    public void close() {
        redis.close();
    }
}
