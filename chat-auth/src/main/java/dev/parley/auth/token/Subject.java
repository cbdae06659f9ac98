package dev.parley.auth.token;

import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A user of whom something is trusted. What was read before the epoch was raised last must be read anew. Thread-safe. */
final class Subject {

    private final AtomicLong epoch = new AtomicLong();
    private final Set<Trust> watched = ConcurrentHashMap.newKeySet();

    /**
     * Names a subject.
     *
     * @param tenant the tenant
     * @param user the user
     */
    record Name(TenantId tenant, UserId user) {}

    long epoch() {
        return epoch.get();
    }

    void raise() {
        epoch.incrementAndGet();
    }

    /** {@return what is to be read anew as soon as the epoch was raised, without waiting for its next use} */
    Set<Trust> watched() {
        return watched;
    }
}
