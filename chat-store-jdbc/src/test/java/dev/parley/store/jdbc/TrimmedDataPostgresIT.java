package dev.parley.store.jdbc;

class TrimmedDataPostgresIT extends TrimmedDataRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }
}
