package dev.parley.store.jdbc;

class StoredDataPostgresIT extends StoredDataRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }
}
