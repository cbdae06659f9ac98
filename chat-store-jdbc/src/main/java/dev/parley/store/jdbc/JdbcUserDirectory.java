package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user directory in a relational database. Thread-safe. */
public final class JdbcUserDirectory implements UserDirectory {

    private JdbcUserDirectory() {}

    /**
     * A directory.
     *
     * @param database where users are kept; not closed with the directory
     * @return the directory
     */
    public static JdbcUserDirectory on(JdbcDatabase database) {
        return new JdbcUserDirectory();
    }

    @Override
    public Outcome<UserProfile> register(TenantId tenant, NewUser user, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<LoginIdentity> findByLogin(TenantId tenant, String login, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<UserProfile> findById(TenantId tenant, UserId user, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<UserId, UserProfile> findAll(TenantId tenant, Collection<UserId> users, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<UserProfile> search(TenantId tenant, String query, int limit, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Integer> updateCredential(
            TenantId tenant, UserId user, int expectedVersion, String credential, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean erase(TenantId tenant, UserId user, Deadline deadline) {
        throw new UnsupportedOperationException();
    }

    /** Ends the directory, not the database that it was given. */
    @Override
    public void close() {}
}
