package dev.parley.store.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TwoStoresPostgresIT implements TwoStoresRules {

    private static JdbcDatabase first;
    private static JdbcDatabase second;

    @BeforeAll
    static void open() {
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
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
