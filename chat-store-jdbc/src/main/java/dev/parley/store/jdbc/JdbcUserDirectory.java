package dev.parley.store.jdbc;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * A user directory in a relational database. What it takes from a user, or gives, it tells the changes of access of the same
 * database in the same transaction. Thread-safe.
 */
public final class JdbcUserDirectory implements UserDirectory {

    private final Transactions transactions;
    private final StoreClock clock = StoreClock.ofDatabase();

    private JdbcUserDirectory(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A directory.
     *
     * @param database where users are kept; not closed with the directory
     * @return the directory
     */
    public static JdbcUserDirectory on(JdbcDatabase database) {
        return new JdbcUserDirectory(database.transactions());
    }

    @Override
    public Outcome<UserProfile> register(TenantId tenant, NewUser user, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(
                Scope.of(tenant),
                deadline,
                session -> UserRows.insert(session, tenant, user)
                        ? Outcome.done(UserProfile.of(user))
                        : Outcome.refused(ErrorCode.LOGIN_TAKEN)));
    }

    @Override
    public Optional<LoginIdentity> findByLogin(TenantId tenant, String login, Deadline deadline) {
        if (!UserRows.storable(login)) {
            return Optional.empty();
        }
        return transactions.read(
                Scope.of(tenant),
                deadline,
                session -> query(session, UserRows.BY_LOGIN, tenant)
                        .bind("login", login)
                        .map((row, context) -> UserRows.identity(row))
                        .findOne());
    }

    @Override
    public Optional<UserProfile> findById(TenantId tenant, UserId user, Deadline deadline) {
        return Optional.ofNullable(findAll(tenant, List.of(user), deadline).get(user));
    }

    @Override
    public Map<UserId, UserProfile> findAll(TenantId tenant, Collection<UserId> users, Deadline deadline) {
        return transactions.read(Scope.of(tenant), deadline, session -> {
            Map<UserId, UserProfile> found = new LinkedHashMap<>();
            query(session, UserRows.BY_IDS, tenant)
                    .bindArray(
                            "users",
                            String.class,
                            users.stream().map(UserId::value).toList())
                    .map((row, context) -> UserRows.profile(row))
                    .forEach(profile -> found.put(profile.id(), profile));
            return found;
        });
    }

    @Override
    public List<UserProfile> search(TenantId tenant, String query, int limit, Deadline deadline) {
        if (!UserRows.storable(query)) {
            return List.of();
        }
        return transactions.read(
                Scope.of(tenant),
                deadline,
                session -> query(session, UserRows.SEARCH, tenant)
                        .bind("pattern", "%" + UserRows.literal(query.toLowerCase(Locale.ROOT)) + "%")
                        .bind("limit", limit)
                        .map((row, context) -> UserRows.profile(row))
                        .list());
    }

    @Override
    public boolean anyHasRole(TenantId tenant, String role, Deadline deadline) {
        if (!UserRows.storable(role)) {
            return false;
        }
        return transactions.read(
                Scope.of(tenant),
                deadline,
                session -> query(session, UserRows.ANY_HAS_ROLE, tenant)
                        .bind("role", role)
                        .map((row, context) -> true)
                        .findOne()
                        .isPresent());
    }

    @Override
    public Outcome<Integer> updateCredential(
            TenantId tenant, UserId user, int expectedVersion, String credential, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(Scope.of(tenant), deadline, session -> {
            int rows = session.update(UserRows.UPDATE_CREDENTIAL)
                    .bind("tenant", tenant.value())
                    .bind("user", user.value())
                    .bind("expected", expectedVersion)
                    .bind("credential", credential)
                    .execute();
            if (rows == 1) {
                AccessSql.raise(session, clock, tenant, user);
                return Outcome.done(expectedVersion + 1);
            }
            boolean known = query(session, UserRows.BY_IDS, tenant)
                    .bindArray("users", String.class, user.value())
                    .map((row, context) -> true)
                    .findOne()
                    .isPresent();
            return Outcome.refused(known ? ErrorCode.VERSION_CONFLICT : ErrorCode.USER_NOT_FOUND);
        }));
    }

    @Override
    public Outcome<UserProfile> replaceRoles(TenantId tenant, UserId user, Set<String> roles, Deadline deadline) {
        List<String> checked = NewUser.requireRoles(roles).stream().sorted().toList();
        return change(
                tenant,
                user,
                session -> session.update(UserRows.REPLACE_ROLES).bindArray("roles", String.class, checked),
                deadline);
    }

    @Override
    public Outcome<UserProfile> setEnabled(TenantId tenant, UserId user, boolean enabled, Deadline deadline) {
        return change(
                tenant, user, session -> session.update(UserRows.SET_ENABLED).bind("enabled", enabled), deadline);
    }

    private Outcome<UserProfile> change(
            TenantId tenant, UserId user, Function<Session, Update> changing, Deadline deadline) {
        return Failures.orRefused(() -> transactions.write(Scope.of(tenant), deadline, session -> {
            int rows = changing.apply(session)
                    .bind("tenant", tenant.value())
                    .bind("user", user.value())
                    .execute();
            if (rows == 0) {
                return Outcome.refused(ErrorCode.USER_NOT_FOUND);
            }
            UserProfile profile = query(session, UserRows.BY_IDS, tenant)
                    .bindArray("users", String.class, user.value())
                    .map((row, context) -> UserRows.profile(row))
                    .one();
            AccessSql.raise(session, clock, tenant, user);
            return Outcome.done(profile);
        }));
    }

    @Override
    public boolean erase(TenantId tenant, UserId user, Deadline deadline) {
        return transactions.write(Scope.of(tenant), deadline, session -> {
            int rows = session.update(UserRows.DELETE)
                    .bind("tenant", tenant.value())
                    .bind("user", user.value())
                    .execute();
            if (rows == 1) {
                AccessSql.raise(session, clock, tenant, user);
            }
            return rows == 1;
        });
    }

    /** Ends the directory, not the database that it was given. */
    @Override
    public void close() {
        transactions.close();
    }

    private static Query query(Session session, String sql, TenantId tenant) {
        return session.query(sql).bind("tenant", tenant.value());
    }
}
