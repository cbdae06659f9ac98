package dev.parley.core.auth;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A directory whose many profiles at once are cached: those by which messages get their names. */
final class CachedUserDirectory implements UserDirectory {

    private static final String NAME = "user-profiles";
    private static final Duration ABSENT = Duration.ofSeconds(5);

    private final UserDirectory directory;
    private final Cache<Key, UserProfile> profiles;

    /** A user of a tenant. A tenant's id holds no slash, so the text is of this key alone. */
    record Key(TenantId tenant, UserId user) {

        String text() {
            return tenant.value() + "/" + user.value();
        }
    }

    CachedUserDirectory(UserDirectory directory, CacheProvider caches) {
        this.directory = directory;
        this.profiles = caches.cache(CacheSpec.<Key, UserProfile>builder(NAME, Key::text)
                .absentTtl(ABSENT)
                // One whose read failed beside others must not keep those from being read again.
                .failureBackoff(Duration.ZERO)
                .codec(new ProfileCodec())
                .build());
    }

    @Override
    public Map<UserId, UserProfile> findAll(TenantId tenant, Collection<UserId> users, Deadline deadline) {
        // One order for all: who waits for a profile that another reads holds up none that the other may wait for.
        List<UserId> ordered = users.stream()
                .distinct()
                .sorted(Comparator.comparing(UserId::value))
                .toList();
        // A cache that is slow must leave time for the directory.
        Deadline looking = Deadline.after(deadline.remaining().dividedBy(2));
        Map<UserId, UserProfile> found = new HashMap<>();
        for (int from = 0; from < ordered.size(); from += ProfileRead.MOST) {
            List<UserId> part = ordered.subList(from, Math.min(from + ProfileRead.MOST, ordered.size()));
            new ProfileRead(directory, profiles, tenant, part, deadline, looking).into(found);
        }
        return found;
    }

    @Override
    public Outcome<UserProfile> register(TenantId tenant, NewUser user, Deadline deadline) {
        return changing(tenant, user.id(), () -> directory.register(tenant, user, deadline));
    }

    @Override
    public Outcome<UserProfile> replaceRoles(TenantId tenant, UserId user, Set<String> roles, Deadline deadline) {
        return changing(tenant, user, () -> directory.replaceRoles(tenant, user, roles, deadline));
    }

    @Override
    public Outcome<UserProfile> setEnabled(TenantId tenant, UserId user, boolean enabled, Deadline deadline) {
        return changing(tenant, user, () -> directory.setEnabled(tenant, user, enabled, deadline));
    }

    @Override
    public boolean erase(TenantId tenant, UserId user, Deadline deadline) {
        return changing(tenant, user, () -> directory.erase(tenant, user, deadline));
    }

    /** Also if it fails: the change may have been made. */
    private <T> T changing(TenantId tenant, UserId user, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            profiles.evict(new Key(tenant, user));
        }
    }

    @Override
    public Outcome<Integer> updateCredential(
            TenantId tenant, UserId user, int expectedVersion, String credential, Deadline deadline) {
        return directory.updateCredential(tenant, user, expectedVersion, credential, deadline);
    }

    @Override
    public Optional<LoginIdentity> findByLogin(TenantId tenant, String login, Deadline deadline) {
        return directory.findByLogin(tenant, login, deadline);
    }

    @Override
    public Optional<UserProfile> findById(TenantId tenant, UserId user, Deadline deadline) {
        return directory.findById(tenant, user, deadline);
    }

    @Override
    public List<UserProfile> search(TenantId tenant, String query, int limit, Deadline deadline) {
        return directory.search(tenant, query, limit, deadline);
    }

    @Override
    public boolean anyHasRole(TenantId tenant, String role, Deadline deadline) {
        return directory.anyHasRole(tenant, role, deadline);
    }

    @Override
    public void close() {
        directory.close();
    }
}
