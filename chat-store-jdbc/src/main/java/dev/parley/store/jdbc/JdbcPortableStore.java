package dev.parley.store.jdbc;

import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import dev.parley.core.time.Deadline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The whole content of a database, for backups and for moving it to another. Thread-safe; holds nothing open of itself.
 * Each snapshot and each place has a connection of its own, beside those of the stores, which keep running.
 *
 * <p>A snapshot is one transaction that sees one instant: {@code REPEATABLE READ} on PostgreSQL, {@code SNAPSHOT} on H2.
 * It locks nothing. As long as it is open, neither database can clean up what has been overwritten since.
 *
 * <p>Restoring is one transaction too, into the tables that are there: their rights and policies stay as they are, and a
 * process that dies leaves nothing behind. Meanwhile nobody else can write: on PostgreSQL writers wait for a lock until
 * their time is over, on H2 for their turn; readers see empty tables. A scratch place is made of temporary tables on
 * PostgreSQL, for which the login needs the right {@code TEMPORARY} on the database; for H2 it is a database of its own in
 * the system's folder for temporary files, readable to its owner alone.
 *
 * <p>On PostgreSQL it logs in as the owner of the tables, where the configuration has one, and reads as
 * {@code parley_worker} for all tenants, to which the row policies show everything. Only the owner, or a superuser, may
 * restore; unless it is a superuser, readers wait as well until the restore is over.
 */
public final class JdbcPortableStore implements PortableStore {

    private final JdbcDatabaseConfig config;
    private final InstantSource clock;
    private final PortableDialect dialect;

    private JdbcPortableStore(JdbcDatabaseConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.dialect = config.jdbcUrl().startsWith("jdbc:postgresql:") ? new PortablePostgreSql() : new PortableH2();
    }

    /**
     * A portable store. The schema has to be there: open a {@link JdbcDatabase} first.
     *
     * @param config how to reach the database; the size of its pool does not matter here
     * @param clock tells when somebody is erased from what is restored
     * @return the store
     */
    public static JdbcPortableStore on(JdbcDatabaseConfig config, InstantSource clock) {
        return new JdbcPortableStore(config, clock);
    }

    @Override
    public Snapshot snapshot(Deadline deadline) {
        deadline.check();
        PortableConnection database = PortableConnection.open(config, dialect);
        try {
            dialect.beginSnapshot(database.connection());
            String position = dialect.position(database.connection());
            Instant at = database.now();
            long expected = dialect.expectedRows(database.connection());
            dialect.stream(database.connection(), true);
            return new JdbcSnapshot(
                    database, new SnapshotInfo(FORMAT, FORMAT_VERSION, database.schema(), position, at, expected));
        } catch (SQLException e) {
            database.close();
            throw Failures.working(e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** A transaction that shows one instant. */
    private record JdbcSnapshot(PortableConnection database, SnapshotInfo info) implements Snapshot {

        @Override
        public PortableRows rows(PortableTable table) {
            return database.rows(table);
        }

        @Override
        public void close() {
            database.close();
        }
    }

    @Override
    public Place place(Deadline deadline) {
        deadline.check();
        PortableConnection database = PortableConnection.open(config, dialect);
        WriteTurn turn = database.dialect().writeTurn().orElse(null);
        Runnable afterwards = turn == null ? () -> {} : turn::pass;
        boolean begun = false;
        try {
            if (turn != null) {
                turn.await(deadline);
            }
            begun = true;
            database.connection().setAutoCommit(false);
            dialect.shut(database.connection(), deadline);
            requireEmpty(database);
            return new JdbcPlace(database, clock, false, afterwards);
        } catch (SQLException | RuntimeException e) {
            database.close();
            if (begun) {
                afterwards.run();
            }
            throw e instanceof ChatException known ? known : Failures.working(e);
        }
    }

    private static void requireEmpty(PortableConnection database) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            for (PortableTable table : PortableTable.values()) {
                try (ResultSet row = statement.executeQuery("SELECT 1 FROM " + PortableSql.table(table) + " LIMIT 1")) {
                    if (row.next()) {
                        throw ChatException.fault(
                                ErrorCode.RESTORE_NOT_EMPTY, "There are rows in table " + table.id(), null);
                    }
                }
            }
        }
    }

    @Override
    public Place scratch(Deadline deadline) {
        deadline.check();
        PortableDialect.Scratch scratch = dialect.scratch(config);
        try {
            PortableConnection database = PortableConnection.open(scratch.config(), dialect);
            try {
                database.connection().setAutoCommit(false);
                dialect.shadow(database.connection());
                return new JdbcPlace(database, clock, true, scratch.removal());
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e instanceof ChatException known ? known : Failures.working(e);
            }
        } catch (RuntimeException e) {
            scratch.removal().run();
            throw e;
        }
    }
}
