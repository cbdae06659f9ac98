package dev.parley.store.jdbc;

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
    public boolean limitsConnections() {
        return true;
    }

    @Override
    public String takesWrites() {
        return "SELECT NOT (pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean)";
    }

    @Override
    public Optional<String> unbounded() {
        return Optional.of("SELECT name FROM pg_settings WHERE setting = '0' AND name IN"
                + " ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name");
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
