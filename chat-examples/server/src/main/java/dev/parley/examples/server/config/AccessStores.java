package dev.parley.examples.server.config;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.ApiKeyStore;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.SecondFactorStore;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.lease.Leases;
import dev.parley.store.jdbc.JdbcAccessChanges;
import dev.parley.store.jdbc.JdbcApiKeyStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcLeases;
import dev.parley.store.jdbc.JdbcLoginThrottle;
import dev.parley.store.jdbc.JdbcRefreshTokenStore;
import dev.parley.store.jdbc.JdbcSecondFactorStore;
import dev.parley.store.jdbc.JdbcSessionStore;
import java.time.InstantSource;

/**
 * Where it is kept who is logged in, and with what.
 *
 * @param changes the feed of what has changed
 * @param sessions the sessions
 * @param refreshTokens their refresh tokens
 * @param apiKeys the keys of programs
 * @param throttle the counts of failed logins
 * @param secondFactors the second factors
 * @param leases which of several servers looks after all these
 */
public record AccessStores(
        AccessChanges changes,
        SessionStore sessions,
        RefreshTokenStore refreshTokens,
        ApiKeyStore apiKeys,
        LoginThrottle throttle,
        SecondFactorStore secondFactors,
        Leases leases)
        implements AutoCloseable {

    static AccessStores inMemory(InstantSource clock, AccessChanges changes) {
        return new AccessStores(
                changes,
                SessionStore.inMemory(clock, changes),
                RefreshTokenStore.inMemory(clock),
                ApiKeyStore.inMemory(clock, changes),
                LoginThrottle.inMemory(clock),
                SecondFactorStore.inMemory(),
                Leases.inMemory(clock));
    }

    /** By the clock of the database, which all servers share. */
    static AccessStores on(JdbcDatabase database) {
        return new AccessStores(
                JdbcAccessChanges.on(database),
                JdbcSessionStore.on(database),
                JdbcRefreshTokenStore.on(database),
                JdbcApiKeyStore.on(database),
                JdbcLoginThrottle.on(database),
                JdbcSecondFactorStore.on(database),
                JdbcLeases.on(database));
    }

    @Override
    public void close() {
        leases.close();
        secondFactors.close();
        throttle.close();
        apiKeys.close();
        refreshTokens.close();
        sessions.close();
        changes.close();
    }
}
