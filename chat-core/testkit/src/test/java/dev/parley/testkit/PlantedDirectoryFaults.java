package dev.parley.testkit;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One fault for each of the rules UD-1 to UD-12; UD-13 is broken by a feed that nobody reads. */
record PlantedDirectoryFaults(
        String rule, UserDirectory delegate, Set<TenantId> tenants, Set<String> erased, AtomicInteger taken)
        implements UserDirectory {

    static UserDirectory plant(String rule, UserDirectory delegate) {
        return new PlantedDirectoryFaults(
                rule, delegate, ConcurrentHashMap.newKeySet(), new HashSet<>(), new AtomicInteger());
    }

    /** UD-2, UD-3: say yes to a second user; UD-9: keeps the login name of the erased. */
    @Override
    public Outcome<UserProfile> register(TenantId tenant, NewUser user, Deadline deadline) {
        tenants.add(tenant);
        if (rule.equals("UD-9") && erased.contains(user.id().value())) {
            return Outcome.refused(ErrorCode.LOGIN_TAKEN);
        }
        Outcome<UserProfile> outcome = delegate.register(tenant, user, deadline);
        if (outcome instanceof Outcome.Refused) {
            boolean loginFree =
                    delegate.findByLogin(tenant, user.login(), deadline).isEmpty();
            if ((rule.equals("UD-2") && taken.incrementAndGet() > 20) || (rule.equals("UD-3") && loginFree)) {
                return Outcome.done(UserProfile.of(user));
            }
        }
        return outcome;
    }

    /** UD-1: counts versions from 0; UD-4: folds case. */
    @Override
    public Optional<LoginIdentity> findByLogin(TenantId tenant, String login, Deadline deadline) {
        String asked = rule.equals("UD-4") ? login.toLowerCase(Locale.ROOT) : login;
        return delegate.findByLogin(tenant, asked, deadline)
                .map(found -> rule.equals("UD-1") && found.credentialVersion() == 1
                        ? new LoginIdentity(found.profile(), found.credential(), 0)
                        : found);
    }

    /** UD-10: strips names. */
    @Override
    public Optional<UserProfile> findById(TenantId tenant, UserId user, Deadline deadline) {
        return delegate.findById(tenant, user, deadline)
                .map(p -> rule.equals("UD-10")
                        ? new UserProfile(
                                p.id(), p.login(), p.displayLogin(), p.name().strip(), p.roles(), p.enabled())
                        : p);
    }

    /** UD-7: makes profiles up. */
    @Override
    public Map<UserId, UserProfile> findAll(TenantId tenant, Collection<UserId> users, Deadline deadline) {
        Map<UserId, UserProfile> found = new LinkedHashMap<>(delegate.findAll(tenant, users, deadline));
        if (rule.equals("UD-7") && !found.isEmpty()) {
            users.forEach(user -> found.putIfAbsent(user, new UserProfile(user, "", "", "", Set.of(), true)));
        }
        return found;
    }

    /** UD-8: takes a percent sign for a wildcard. */
    @Override
    public List<UserProfile> search(TenantId tenant, String query, int limit, Deadline deadline) {
        return delegate.search(tenant, rule.equals("UD-8") && query.equals("%") ? "" : query, limit, deadline);
    }

    /** UD-6: takes a later version for the present one. */
    @Override
    public Outcome<Integer> updateCredential(
            TenantId tenant, UserId user, int expectedVersion, String credential, Deadline deadline) {
        int asked = rule.equals("UD-6") ? 1 : expectedVersion;
        return delegate.updateCredential(tenant, user, asked, credential, deadline);
    }

    /** UD-11: adds to the roles that there are. */
    @Override
    public Outcome<UserProfile> replaceRoles(TenantId tenant, UserId user, Set<String> roles, Deadline deadline) {
        Set<String> asked = new HashSet<>(roles);
        if (rule.equals("UD-11")) {
            delegate.findById(tenant, user, deadline).ifPresent(profile -> asked.addAll(profile.roles()));
        }
        return delegate.replaceRoles(tenant, user, asked, deadline);
    }

    /** UD-12: enables nobody. */
    @Override
    public Outcome<UserProfile> setEnabled(TenantId tenant, UserId user, boolean enabled, Deadline deadline) {
        return delegate.setEnabled(tenant, user, enabled && !rule.equals("UD-12"), deadline);
    }

    /** UD-5: finds users of tenants that it does not know. */
    @Override
    public boolean erase(TenantId tenant, UserId user, Deadline deadline) {
        boolean found = delegate.erase(tenant, user, deadline);
        if (found) {
            erased.add(user.value());
        }
        return found || (rule.equals("UD-5") && !tenants.contains(tenant));
    }

    @Override
    public void close() {
        delegate.close();
    }
}
