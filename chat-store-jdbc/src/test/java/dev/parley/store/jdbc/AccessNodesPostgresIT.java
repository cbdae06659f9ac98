package dev.parley.store.jdbc;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AccessNodesPostgresIT implements AccessNodesRules {

    private static JdbcDatabase first;
    private static JdbcDatabase second;

    @BeforeAll
    static void open() {
        JdbcDatabaseConfig config = PostgresServer.newDatabase().withConnectionTimeout(Duration.ofSeconds(30));
        first = JdbcDatabase.open(config);
        second = JdbcDatabase.open(config);
    }

    @AfterAll
    static void close() {
        first.close();
        second.close();
    }

    @Override
    public JdbcDatabase first() {
        return first;
    }

    @Override
    public JdbcDatabase second() {
        return second;
    }
}
