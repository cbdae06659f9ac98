package dev.parley.redis.auth;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions on Redis, for hosts without a database; the package says what Redis has to be set to. Thread-safe.
 *
 * <p>What ends a session by a call raises the change in the same step, in the {@link RedisAccessChanges} of the same
 * connections. Sessions expire by themselves when they end; idle and absolute times of more than a hundred years count as a
 * hundred. {@link #purge} is not needed: each opening purges up to two.
 *
 * <p>Each call is one command. Finding, touching and revoking one take a constant number of steps in Redis, the others one for
 * each session of the user or to be purged.
 */
public final class RedisSessionStore implements SessionStore {

    private static final Comparator<Session> LAST_SEEN_FIRST = Comparator.comparing(
                    Session::lastSeenAt, Comparator.reverseOrder())
            .thenComparing(session -> session.id().value());

    private final AuthRedis redis;

    private RedisSessionStore(AuthRedis redis) {
        this.redis = redis;
    }

    /**
     * A store that goes by the clock of Redis.
     *
     * @param connections to where sessions are kept; not closed with the store
     * @return the store
     */
    public static RedisSessionStore on(RedisConnections connections) {
        return new RedisSessionStore(new AuthRedis(connections, null));
    }

    /**
     * A store that goes by another clock. Keys still expire by that of Redis.
     *
     * @param connections to where sessions are kept; not closed with the store
     * @param clock the time of sessions; the same on all nodes
     * @return the store
     */
    public static RedisSessionStore on(RedisConnections connections, InstantSource clock) {
        return new RedisSessionStore(new AuthRedis(connections, clock));
    }

    private List<String> keys(TenantId tenant, SessionId id) {
        return List.of(redis.key("session", tenant.value(), id.value()));
    }

    private List<String> keys(TenantId tenant, UserId user) {
        return List.of(redis.key("user-sessions", tenant.value(), AuthKeys.encoded(user)));
    }

    @Override
    public Session open(TenantId tenant, NewSession session, Deadline deadline) {
        List<String> answer = Reply.texts(redis.write(
                SessionScripts.OPEN,
                keys(tenant, session.id()),
                deadline,
                tenant.value(),
                session.id().value(),
                AuthKeys.encoded(session.user()),
                session.device(),
                session.address(),
                session.secondFactor() ? "1" : "0",
                Micros.of(session.idle()),
                Micros.of(session.absolute())));
        if (answer.isEmpty()) {
            throw ChatException.fault(ErrorCode.INTERNAL, "The id of a new session is in use", null);
        }
        return new Session(
                session.id(),
                session.user(),
                session.device(),
                session.address(),
                session.secondFactor(),
                Micros.instant(answer.get(0)),
                Micros.instant(answer.get(0)),
                Micros.instant(answer.get(1)));
    }

    @Override
    public Optional<Session> find(TenantId tenant, SessionId session, Deadline deadline) {
        List<?> answer =
                redis.read(SessionScripts.FIND, keys(tenant, session), deadline, tenant.value(), session.value());
        return answer.isEmpty() ? Optional.empty() : Optional.of(session(answer));
    }

    private static Session session(List<?> answer) {
        List<String> fields = Reply.texts(answer);
        return new Session(
                new SessionId(fields.get(7)),
                AuthKeys.user(fields.get(0)),
                fields.get(1),
                fields.get(2),
                fields.get(3).equals("1"),
                Micros.instant(fields.get(4)),
                Micros.instant(fields.get(5)),
                Micros.instant(fields.get(6)));
    }

    @Override
    public boolean touch(TenantId tenant, SessionId session, String address, Deadline deadline) {
        String cleaned = NewSession.cleanedAddress(address);
        return redis.write(
                        SessionScripts.TOUCH, keys(tenant, session), deadline, tenant.value(), session.value(), cleaned)
                == 1;
    }

    @Override
    public boolean revoke(TenantId tenant, SessionId session, Deadline deadline) {
        return redis.write(SessionScripts.REVOKE, keys(tenant, session), deadline, tenant.value(), session.value())
                == 1;
    }

    @Override
    public int revokeAll(TenantId tenant, UserId user, @Nullable SessionId except, Deadline deadline) {
        return Math.toIntExact(redis.write(
                SessionScripts.REVOKE_ALL,
                keys(tenant, user),
                deadline,
                tenant.value(),
                AuthKeys.encoded(user),
                except == null ? "" : except.value()));
    }

    @Override
    public List<Session> list(TenantId tenant, UserId user, Deadline deadline) {
        return redis
                .read(SessionScripts.LIST, keys(tenant, user), deadline, tenant.value(), AuthKeys.encoded(user))
                .stream()
                .map(found -> session((List<?>) found))
                .sorted(LAST_SEEN_FIRST)
                .toList();
    }

    @Override
    public int purge(int limit, Deadline deadline) {
        String most = Bounds.limit(limit);
        return Math.toIntExact(redis.write(SessionScripts.PURGE, List.of(redis.key("sessions")), deadline, "", most));
    }

    /** Ends the store, not the connections that it was given. */
    @Override
    public void close() {
        redis.close();
    }
}
