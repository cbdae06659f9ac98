package dev.parley.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;

/** H2 2.x, embedded. Statements are cheap here, and SQL is plainer. */
final class H2Dialect implements Dialect {

    private final WriteTurn turn;
    private final PostingTables posting = new RowPosting();

    /**
     * A dialect.
     *
     * @param databaseUrl by which the database calls itself, whatever URL it was opened with
     */
    H2Dialect(String databaseUrl) {
        this.turn = WriteTurn.of(databaseUrl);
    }

    @Override
    public String migrations() {
        return "dev/parley/store/jdbc/h2";
    }

    @Override
    public String textArrayType() {
        return "varchar";
    }

    @Override
    public boolean limitsConnections() {
        return false;
    }

    @Override
    public String takesWrites() {
        return "SELECT NOT READONLY()";
    }

    /** It is in this process: nobody can be lost and leave something behind. */
    @Override
    public Optional<String> unbounded() {
        return Optional.empty();
    }

    @Override
    public int bounds(Connection connection) throws SQLException {
        SessionLocal session = session(connection);
        if (session != null) {
            return session.getLockTimeout();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("CALL LOCK_TIMEOUT()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void bound(Connection connection, Duration remaining) throws SQLException {
        int millis = Dialect.toMillis(remaining);
        setTimeouts(connection, millis, millis);
    }

    @Override
    public boolean boundsStatements() {
        return false;
    }

    @Override
    public void unbound(Connection connection, int before) throws SQLException {
        setTimeouts(connection, before, 0);
    }

    /** Not by a statement where that can be: after each SET H2 compiles all statements of all connections anew. */
    private static void setTimeouts(Connection connection, int lockMillis, int queryMillis) throws SQLException {
        SessionLocal session = session(connection);
        if (session != null) {
            session.setLockTimeout(lockMillis);
            session.setQueryTimeout(queryMillis);
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT " + lockMillis);
            statement.execute("SET QUERY_TIMEOUT " + queryMillis);
        }
    }

    /** {@return what H2 has of a connection, or null if it is out of reach: behind a pool that hides it, or on a server} */
    private static @Nullable SessionLocal session(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class)
                        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                ? session
                : null;
    }

    /**
     * H2 saves its file table by table while other transactions go on (h2database #2080), and when the process is killed
     * just then, one half of another transaction is kept: with four writers, 5 of 60 kills left a head without its entry;
     * with one at a time none of over 100 did.
     */
    @Override
    public Optional<WriteTurn> writeTurn() {
        return Optional.of(turn);
    }

    /** A statement that waited for a lock goes on with what it had read of other tables; the next one reads anew. */
    @Override
    public List<String> locksBeforeSeat() {
        return List.of("SELECT id FROM parley_conversation WHERE id = :conversation FOR UPDATE");
    }

    @Override
    public String seatLock() {
        return "";
    }

    @Override
    public List<String> post() {
        return List.of(PostingSql.ENTRY, PostingSql.CONVERSATION, PostingSql.MARKER);
    }

    @Override
    public PostingTables posting() {
        return posting;
    }

    @Override
    public String orElseNothing() {
        return "";
    }

    /** It stands still for a statement, or a transaction; and writers wait for their turn before they begin one. */
    @Override
    public String now() {
        return "CURRENT_TIMESTAMP";
    }

    @Override
    public String plus(String instant, String micros) {
        return "DATEADD(MICROSECOND, " + micros + ", " + instant + ")";
    }

    @Override
    public String lockKey() {
        return "SELECT <now> AS present";
    }

    @Override
    public String withPresent(String lockingQuery) {
        return lockingQuery.replaceFirst("SELECT ", "SELECT <now> AS present, ");
    }

    /** It would lock the other tables too; and writers go one by one. */
    @Override
    public String lockFamily() {
        return "";
    }

    @Override
    public List<String> raise() {
        return List.of(
                AccessSql.HEAD,
                AccessSql.DELETE + "IN (" + AccessSql.oldest(this) + ")",
                AccessSql.CHANGE + "parley_access_head");
    }
}
