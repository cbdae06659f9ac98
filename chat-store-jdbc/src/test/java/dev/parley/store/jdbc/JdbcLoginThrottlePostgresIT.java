package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.testkit.LoginThrottleContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcLoginThrottlePostgresIT implements LoginThrottleContract {

    private static JdbcDatabase database;

    @BeforeAll
    static void open() {
        database = JdbcDatabase.open(PostgresServer.newDatabase());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    public LoginThrottle createThrottle(InstantSource clock) {
        return JdbcLoginThrottle.on(database, clock);
    }
}
