package dev.parley.store.jdbc;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Instant;
import java.util.List;

/** Opens a session under the lock of its user: only so can be counted how many there are. */
final class SessionOpening {

    private final Session session;
    private final StoreClock clock;
    private final TenantId tenant;

    SessionOpening(Session session, StoreClock clock, TenantId tenant) {
        this.session = session;
        this.clock = clock;
        this.tenant = tenant;
    }

    dev.parley.core.auth.Session open(NewSession opened) {
        Instant now = UserLock.take(session, clock, tenant, opened.user());
        requireNew(opened);
        boolean madeRoom = makeRoom(opened.user());
        dev.parley.core.auth.Session stored = insert(opened, now);
        if (madeRoom) {
            AccessSql.raise(session, clock, tenant, opened.user());
        }
        return stored;
    }

    private void requireNew(NewSession opened) {
        session.query(SessionSql.TAKEN)
                .bind("tenant", tenant.value())
                .bind("id", opened.id().value())
                .map((row, context) -> true)
                .findOne()
                .ifPresent(taken -> {
                    throw ChatException.fault(ErrorCode.INTERNAL, "The id of a new session is in use", null);
                });
    }

    private boolean makeRoom(UserId user) {
        List<String> surplus = clock.in(session.query(SessionSql.SURPLUS))
                .bind("tenant", tenant.value())
                .bind("user", user.value())
                .bind("room", SessionStore.MAX_PER_USER - 1)
                .mapTo(String.class)
                .list();
        int ended = 0;
        for (String id : surplus) {
            ended += SessionEndings.delete(session, tenant, id);
        }
        return ended > 0;
    }

    private dev.parley.core.auth.Session insert(NewSession opened, Instant now) {
        Instant endsAt = Times.after(now, opened.absolute());
        Instant expiresAt = Times.after(now, opened.idle());
        session.update(SessionSql.OPEN)
                .bind("tenant", tenant.value())
                .bind("id", opened.id().value())
                .bind("user", opened.user().value())
                .bind("device", opened.device())
                .bind("address", opened.address())
                .bind("secondFactor", opened.secondFactor())
                .bind("now", Times.column(now))
                .bind("idle", Times.micros(opened.idle()))
                .bind("endsAt", Times.column(endsAt))
                .bind("expiresAt", Times.column(expiresAt))
                .execute();
        return new dev.parley.core.auth.Session(
                opened.id(),
                opened.user(),
                opened.device(),
                opened.address(),
                opened.secondFactor(),
                now,
                now,
                expiresAt);
    }
}
