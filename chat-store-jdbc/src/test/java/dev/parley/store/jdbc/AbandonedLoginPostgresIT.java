package dev.parley.store.jdbc;

class AbandonedLoginPostgresIT extends AbandonedLoginRules {

    @Override
    JdbcDatabaseConfig newDatabase() {
        return PostgresServer.newDatabase();
    }
}
