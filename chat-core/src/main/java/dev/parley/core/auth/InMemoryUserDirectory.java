package dev.parley.core.auth;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.portable.PortableTables;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Users in a map per tenant. One lock a tenant for changes; reads lock too, for the two indexes must agree. A change is
 * raised before it is made: who reads of it can't read the user before the lock is free, and if it can't be raised nothing
 * was changed.
 */
final class InMemoryUserDirectory implements UserDirectory, PortableTables.Holder {

    private static final Comparator<UserProfile> BY_NAME =
            Comparator.comparing(UserProfile::name).thenComparing(UserProfile::id);

    /** Of a tenant that was never written to; stays empty. */
    private static final Tenant NOBODY = new Tenant();

    /** Held by who writes; alone by who needs that nobody does. Taken before the monitor of a tenant. */
    private final ReadWriteLock writers = new ReentrantReadWriteLock();

    private final AccessChanges changes;
    private volatile Map<TenantId, Tenant> tenants = new ConcurrentHashMap<>();
    private volatile boolean closed;

    InMemoryUserDirectory(AccessChanges changes) {
        this.changes = changes;
    }

    /** The users of one tenant, by id and by login; every access holds the monitor. */
    private static final class Tenant {
        private final Map<UserId, LoginIdentity> byId = new HashMap<>();
        private final Map<String, UserId> byLogin = new HashMap<>();
    }

    private Tenant tenantOf(TenantId id, Deadline deadline) {
        check(deadline);
        return tenants.getOrDefault(id, NOBODY);
    }

    private void check(Deadline deadline) {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The in-memory directory is closed", null);
        }
        deadline.check();
    }

    @Override
    public Outcome<UserProfile> register(TenantId tenantId, NewUser user, Deadline deadline) {
        UserProfile profile = UserProfile.of(user);
        check(deadline);
        LoginIdentity identity = new LoginIdentity(profile, user.credential(), 1);
        return holding(writers.readLock(), () -> put(tenantId, identity), deadline)
                ? Outcome.done(profile)
                : Outcome.refused(ErrorCode.LOGIN_TAKEN);
    }

    /** {@return whether neither the user nor the login was there before} */
    boolean put(TenantId tenantId, LoginIdentity identity) {
        UserProfile profile = identity.profile();
        Tenant tenant = tenants.computeIfAbsent(tenantId, id -> new Tenant());
        synchronized (tenant) {
            if (tenant.byId.containsKey(profile.id()) || tenant.byLogin.containsKey(profile.login())) {
                return false;
            }
            tenant.byId.put(profile.id(), identity);
            tenant.byLogin.put(profile.login(), profile.id());
            return true;
        }
    }

    private static <R> R holding(Lock lock, Supplier<R> step, Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ChatException.fault(
                        ErrorCode.DEADLINE_EXCEEDED, "The directory was busy until the time ran out", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The thread was interrupted", e);
        }
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something while nobody writes. */
    void whileStill(Runnable step, Deadline deadline) {
        holding(
                writers.writeLock(),
                () -> {
                    step.run();
                    return true;
                },
                deadline);
    }

    @Override
    public PortableTables portable() {
        return new PortableUsers(this);
    }

    /** {@return everybody, of all tenants} */
    Map<PortableTables.Owner, LoginIdentity> all() {
        Map<PortableTables.Owner, LoginIdentity> all = new HashMap<>();
        tenants.forEach((id, tenant) -> {
            synchronized (tenant) {
                tenant.byId.forEach((user, identity) -> all.put(new PortableTables.Owner(id, user), identity));
            }
        });
        return all;
    }

    /** Takes the users of another directory, which nobody uses any more; while nobody writes. */
    void become(InMemoryUserDirectory other) {
        tenants = other.tenants;
    }

    @Override
    public Optional<LoginIdentity> findByLogin(TenantId tenantId, String login, Deadline deadline) {
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            return Optional.ofNullable(tenant.byLogin.get(login)).map(tenant.byId::get);
        }
    }

    @Override
    public Optional<UserProfile> findById(TenantId tenantId, UserId user, Deadline deadline) {
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            return Optional.ofNullable(tenant.byId.get(user)).map(LoginIdentity::profile);
        }
    }

    @Override
    public Map<UserId, UserProfile> findAll(TenantId tenantId, Collection<UserId> users, Deadline deadline) {
        Map<UserId, UserProfile> found = new LinkedHashMap<>();
        for (UserId user : users) {
            findById(tenantId, user, deadline).ifPresent(profile -> found.put(user, profile));
        }
        return found;
    }

    @Override
    public List<UserProfile> search(TenantId tenantId, String query, int limit, Deadline deadline) {
        String folded = query.toLowerCase(Locale.ROOT);
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            return tenant.byId.values().stream()
                    .map(LoginIdentity::profile)
                    .filter(profile -> profile.name().toLowerCase(Locale.ROOT).contains(folded))
                    .sorted(BY_NAME)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public boolean anyHasRole(TenantId tenantId, String role, Deadline deadline) {
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            return tenant.byId.values().stream()
                    .map(LoginIdentity::profile)
                    .anyMatch(profile -> profile.enabled() && profile.roles().contains(role));
        }
    }

    @Override
    public Outcome<Integer> updateCredential(
            TenantId tenantId, UserId user, int expectedVersion, String credential, Deadline deadline) {
        return holding(
                writers.readLock(), () -> updated(tenantId, user, expectedVersion, credential, deadline), deadline);
    }

    private Outcome<Integer> updated(
            TenantId tenantId, UserId user, int expectedVersion, String credential, Deadline deadline) {
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            LoginIdentity identity = tenant.byId.get(user);
            if (identity == null) {
                return Outcome.refused(ErrorCode.USER_NOT_FOUND);
            }
            if (identity.credentialVersion() != expectedVersion) {
                return Outcome.refused(ErrorCode.VERSION_CONFLICT);
            }
            changes.raise(tenantId, user, deadline);
            tenant.byId.put(user, new LoginIdentity(identity.profile(), credential, expectedVersion + 1));
            return Outcome.done(expectedVersion + 1);
        }
    }

    @Override
    public Outcome<UserProfile> replaceRoles(TenantId tenantId, UserId user, Set<String> roles, Deadline deadline) {
        Set<String> checked = NewUser.requireRoles(roles);
        return change(tenantId, user, profile -> profile.withRoles(checked), deadline);
    }

    @Override
    public Outcome<UserProfile> setEnabled(TenantId tenantId, UserId user, boolean enabled, Deadline deadline) {
        return change(tenantId, user, profile -> profile.withEnabled(enabled), deadline);
    }

    private Outcome<UserProfile> change(
            TenantId tenantId, UserId user, UnaryOperator<UserProfile> changing, Deadline deadline) {
        return holding(writers.readLock(), () -> changed(tenantId, user, changing, deadline), deadline);
    }

    private Outcome<UserProfile> changed(
            TenantId tenantId, UserId user, UnaryOperator<UserProfile> changing, Deadline deadline) {
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            LoginIdentity identity = tenant.byId.get(user);
            if (identity == null) {
                return Outcome.refused(ErrorCode.USER_NOT_FOUND);
            }
            changes.raise(tenantId, user, deadline);
            UserProfile profile = changing.apply(identity.profile());
            tenant.byId.put(user, new LoginIdentity(profile, identity.credential(), identity.credentialVersion()));
            return Outcome.done(profile);
        }
    }

    @Override
    public boolean erase(TenantId tenantId, UserId user, Deadline deadline) {
        return holding(writers.readLock(), () -> erased(tenantId, user, deadline), deadline);
    }

    private boolean erased(TenantId tenantId, UserId user, Deadline deadline) {
        Tenant tenant = tenantOf(tenantId, deadline);
        synchronized (tenant) {
            LoginIdentity identity = tenant.byId.get(user);
            if (identity == null) {
                return false;
            }
            changes.raise(tenantId, user, deadline);
            tenant.byId.remove(user);
            tenant.byLogin.remove(identity.profile().login());
            return true;
        }
    }

    @Override
    public void close() {
        closed = true;
        tenants = new ConcurrentHashMap<>();
    }
}
