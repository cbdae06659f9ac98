package dev.parley.store.jdbc;

class DatabaseClockPostgresIT extends DatabaseClockRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }
}
