package dev.parley.examples.benchmarks.load;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a PostgreSQL 18 has done since it was started. Its processes tell of it late, but when they end.
 *
 * @param commits transactions that ended well
 * @param inserted rows
 * @param updated rows
 * @param updatedInPlace of these, those that no index had to be told of
 * @param walBytes of the write-ahead log
 * @param pageImages pages that were written to it whole, once after each checkpoint
 * @param walWrites calls that wrote it
 * @param walFlushes calls that made it durable
 * @param entryBytes of the entries, with indexes
 */
record ServerCounters(
        long commits,
        long inserted,
        long updated,
        long updatedInPlace,
        long walBytes,
        long pageImages,
        long walWrites,
        long walFlushes,
        long entryBytes) {

    private static final String OTHERS = "SELECT count(*) FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";

    /** Waits until this is the only connection, so that all others have told. */
    static ServerCounters read(Connection connection) throws SQLException {
        while (EntryTable.number(connection, OTHERS) > 0) {
            EntryTable.number(connection, "SELECT 1 FROM pg_sleep(0.1)");
        }
        return new ServerCounters(
                of(connection, "xact_commit", "pg_stat_database"),
                of(connection, "n_tup_ins", "pg_stat_user_tables"),
                of(connection, "n_tup_upd", "pg_stat_user_tables"),
                of(connection, "n_tup_hot_upd", "pg_stat_user_tables"),
                EntryTable.number(connection, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"),
                of(connection, "wal_fpi", "pg_stat_wal"),
                of(connection, "writes", "pg_stat_io WHERE object = 'wal'"),
                of(connection, "fsyncs", "pg_stat_io WHERE object = 'wal'"),
                EntryTable.bytes(connection));
    }

    private static long of(Connection connection, String column, String view) throws SQLException {
        return EntryTable.number(connection, "SELECT coalesce(sum(" + column + "), 0)::bigint FROM " + view);
    }

    ServerCounters since(ServerCounters before) {
        return new ServerCounters(
                commits - before.commits,
                inserted - before.inserted,
                updated - before.updated,
                updatedInPlace - before.updatedInPlace,
                walBytes - before.walBytes,
                pageImages - before.pageImages,
                walWrites - before.walWrites,
                walFlushes - before.walFlushes,
                entryBytes - before.entryBytes);
    }
}
