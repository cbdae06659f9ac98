package dev.parley.testkit;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session store with a clock and a tenant of its own. Thread-safe. */
final class SessionFixture implements AutoCloseable {

    static final Duration IDLE = Duration.ofMinutes(10);
    static final Duration ABSOLUTE = Duration.ofMinutes(25);

    private final ManualClock clock = Fresh.clock();
    private final TenantId tenant = Fresh.tenant();
    private final StoreAndChanges<SessionStore> system;

    SessionFixture(SessionStoreFactory factory) {
        this.system = factory.createSessions(clock);
    }

    ManualClock clock() {
        return clock;
    }

    TenantId tenant() {
        return tenant;
    }

    SessionStore store() {
        return system.store();
    }

    static NewSession asked(String id, String user) {
        return new NewSession(new SessionId(id), new UserId(user), "Browser", "192.0.2.1", true, IDLE, ABSOLUTE);
    }

    Session open(String id, String user) {
        return store().open(tenant, asked(id, user), Fresh.deadline());
    }

    Optional<Session> find(String id) {
        return store().find(tenant, new SessionId(id), Fresh.deadline());
    }

    boolean touch(String id) {
        return store().touch(tenant, new SessionId(id), "192.0.2.1", Fresh.deadline());
    }

    boolean revoke(String id) {
        return store().revoke(tenant, new SessionId(id), Fresh.deadline());
    }

    int revokeAll(String user, @Nullable String except) {
        return store().revokeAll(
                        tenant, new UserId(user), except == null ? null : new SessionId(except), Fresh.deadline());
    }

    List<Session> list(String user) {
        return store().list(tenant, new UserId(user), Fresh.deadline());
    }

    List<String> ids(String user) {
        return list(user).stream().map(session -> session.id().value()).toList();
    }

    /** {@return whether a call tells of a user's change before it returns} */
    boolean raises(String user, Runnable call) {
        return Fresh.raises(system.changes(), tenant, new UserId(user), call);
    }

    @Override
    public void close() {
        system.close();
    }
}
