package dev.parley.examples.server.api;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of those who speak just now, kept for a second: a message to a thousand readers asks for its author once. Entries that
 * are read from the log after an erasure name a pseudonym; so the name of who was erased is told only with entries that were on
 * their way to readers by then.
 */
final class LiveNames {

    private static final Logger LOG = LoggerFactory.getLogger(LiveNames.class);

    private static final int CAPACITY = 10_000;
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final People people;
    private final LongSupplier nanoTime;
    private final Map<Key, Name> names = new ConcurrentHashMap<>();

    private record Key(TenantId tenant, UserId user) {}

    /** A name until a time. */
    private record Name(String value, long expiry) {}

    LiveNames(People people, LongSupplier nanoTime) {
        this.people = people;
        this.nanoTime = nanoTime;
    }

    People.Names seenBy(Principal reader) {
        return user -> name(reader, user);
    }

    private String name(Principal reader, UserId user) {
        Key key = new Key(reader.tenant(), user);
        Name known = names.get(key);
        if (known != null && known.expiry() - nanoTime.getAsLong() > 0) {
            return known.value();
        }
        if (names.size() >= CAPACITY) {
            names.clear();
        }
        String found = find(reader, user);
        names.put(key, new Name(found, nanoTime.getAsLong() + KEPT_NANOS));
        return found;
    }

    private String find(Principal reader, UserId user) {
        try {
            return people.names(reader, List.of(user)).of(user);
        } catch (ChatException e) {
            LOG.debug("A name could not be looked up", e);
            // The event matters more than the name; and the next one must not wait for the directory again.
            return "";
        }
    }

    void forget() {
        long now = nanoTime.getAsLong();
        names.values().removeIf(name -> name.expiry() - now <= 0);
    }
}
