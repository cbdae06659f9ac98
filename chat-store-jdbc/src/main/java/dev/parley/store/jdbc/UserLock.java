package dev.parley.store.jdbc;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Lets transactions that add to what a user has, or take all of it away, go one by one: what isn't there yet can't be
 * locked. It is the first lock of a transaction.
 */
final class UserLock {

    private UserLock() {}

    /** {@return the time when the lock was had} */
    static Instant take(Session session, StoreClock clock, TenantId tenant, UserId user) {
        return clock.in(session.query(session.dialect().lockKey()))
                .bind("key", key(tenant, user))
                .map((row, context) -> clock.present(row))
                .one();
    }

    /** Users whose numbers are the same wait for each other for nothing, and that is all. */
    private static long key(TenantId tenant, UserId user) {
        String name = "parley access\0" + tenant.value() + '\0' + user.value();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }
}
