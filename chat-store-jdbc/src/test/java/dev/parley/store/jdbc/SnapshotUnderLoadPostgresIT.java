package dev.parley.store.jdbc;

class SnapshotUnderLoadPostgresIT extends SnapshotUnderLoadRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }
}
