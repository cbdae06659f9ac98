package dev.parley.auth.token;

import dev.parley.core.delivery.AccessCheck;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A user of whom something is trusted. What was read before the epoch was raised last must be read anew. Thread-safe. */
final class Subject {

    private final AtomicLong epoch = new AtomicLong();
    /** Weak, for nobody says when a subscription is over: by who asks whether it holds. */
    private final Map<AccessCheck, Trust> watched = Collections.synchronizedMap(new WeakHashMap<>(1));

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

    /**
     * Has a trust read anew as soon as the epoch was raised, without waiting for its next use.
     *
     * @param by asks whether it holds; as long as it is there, the trust is watched
     * @param trust what is watched
     */
    void watch(AccessCheck by, Trust trust) {
        watched.put(by, trust);
    }

    /** {@return what is watched} */
    Set<Trust> watched() {
        synchronized (watched) {
            return Set.copyOf(watched.values());
        }
    }
}
