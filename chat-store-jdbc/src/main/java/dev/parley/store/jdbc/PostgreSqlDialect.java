package dev.parley.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** PostgreSQL 15 and later. Round trips are what costs here: an append is three. */
final class PostgreSqlDialect implements Dialect {

    private static final String POST = """
            WITH entry AS (%s), conversation AS (%s)
            %s
            """.formatted(PostingSql.ENTRY, PostingSql.CONVERSATION, PostingSql.MARKER);

    private final PostingTables posting = new ArrayPosting();

    @Override
    public String migrations() {
        return "dev/parley/store/jdbc/postgresql";
    }

    @Override
    public String textArrayType() {
        return "text";
    }

    /** Sets what every connection of our own can have on top: bounded connecting, and a driver that keeps rows quiet. */
    static void tune(HikariConfig pool, JdbcDatabaseConfig config) {
        String seconds =
                Long.toString(config.connectionTimeout().plusMillis(999).toSeconds());
        pool.addDataSourceProperty("connectTimeout", seconds);
        pool.addDataSourceProperty("loginTimeout", seconds);
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        // The detail of an error quotes rows.
        pool.addDataSourceProperty("logServerErrorDetail", "false");
        pool.addDataSourceProperty("ApplicationName", "parley");
    }

    /** Sets time-outs of server and driver, as a backstop: a call sets the network timeout to its own remaining time. */
    static void limit(HikariConfig pool, JdbcDatabaseConfig config) {
        long millis = config.statementTimeout().toMillis();
        // By statement and not by the start-up packet: poolers between us and the server refuse unknown options there.
        pool.setConnectionInitSql("SET statement_timeout = " + millis + "; SET lock_timeout = " + millis
                + "; SET idle_in_transaction_session_timeout = " + millis
                // Every statement has one good plan, by an index; the server would make that of a page anew each time.
                + "; SET plan_cache_mode = force_generic_plan"
                // A plan that was made while a table was small reads it whole, and is kept while it grows.
                + "; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
        pool.addDataSourceProperty(
                "socketTimeout",
                Long.toString(config.statementTimeout().plusSeconds(5).toSeconds()));
    }

    @Override
    public int bounds(Connection connection) throws SQLException {
        return connection.getNetworkTimeout();
    }

    @Override
    public void bound(Connection connection, Duration remaining) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Dialect.toMillis(remaining));
    }

    @Override
    public boolean boundsStatements() {
        return true;
    }

    @Override
    public void unbound(Connection connection, int before) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, before);
    }

    @Override
    public Optional<WriteTurn> writeTurn() {
        return Optional.empty();
    }

    @Override
    public List<String> locksBeforeSeat() {
        return List.of();
    }

    /** Both rows: after waiting for a lock, only rows that are locked are read anew. */
    @Override
    public String seatLock() {
        return "FOR NO KEY UPDATE OF c, p";
    }

    @Override
    public List<String> post() {
        return List.of(POST);
    }

    @Override
    public PostingTables posting() {
        return posting;
    }

    @Override
    public String orElseNothing() {
        return "ON CONFLICT DO NOTHING";
    }

    /** Not now(), which is when the transaction began: it may have waited for a lock since. */
    @Override
    public String now() {
        return "clock_timestamp()";
    }

    @Override
    public String plus(String instant, String micros) {
        return instant + " + " + micros + " * INTERVAL '1 microsecond'";
    }

    /**
     * A lock that is no row: nothing of a user is left behind for it. It is taken in a query of its own, since a query that
     * waited for it would go on with what it had seen before.
     */
    @Override
    public String lockKey() {
        return "SELECT <now> AS present FROM (SELECT pg_advisory_xact_lock(:key) OFFSET 0) locked";
    }

    /** Outside, where the clock is read after the wait. */
    @Override
    public String withPresent(String lockingQuery) {
        return "SELECT locked.*, <now> AS present FROM (" + lockingQuery + ") locked";
    }

    @Override
    public String lockFamily() {
        return "FOR UPDATE OF f";
    }

    /** The oldest are picked as an array, for which there is an index whatever statistics say. */
    @Override
    public List<String> raise() {
        return List.of("WITH head AS (" + AccessSql.HEAD + " RETURNING seq), pruned AS (" + AccessSql.DELETE
                + "= ANY (ARRAY (" + AccessSql.oldest(this) + "))) " + AccessSql.CHANGE + "head");
    }
}
