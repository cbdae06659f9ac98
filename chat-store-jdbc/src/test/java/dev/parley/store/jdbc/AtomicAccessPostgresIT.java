package dev.parley.store.jdbc;

class AtomicAccessPostgresIT extends AtomicAccessRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }
}
