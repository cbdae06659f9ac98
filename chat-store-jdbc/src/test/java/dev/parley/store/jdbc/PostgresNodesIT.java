package dev.parley.store.jdbc;

import dev.parley.testkit.NodesContract;

/** Nodes on one PostgreSQL that tell each other by LISTEN and NOTIFY. */
class PostgresNodesIT implements NodesContract {

    @Override
    public Nodes createNodes() {
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        return new JdbcNodes(config, () -> PostgresEventBus.open(config));
    }
}
