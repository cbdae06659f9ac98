package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.testkit.LoginThrottleContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class JdbcLoginThrottleH2Test implements LoginThrottleContract {

    private static JdbcDatabase database;

    @BeforeAll
    static void open(@TempDir Path directory) {
        database = JdbcDatabase.open(JdbcDatabaseConfig.h2File(directory));
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
