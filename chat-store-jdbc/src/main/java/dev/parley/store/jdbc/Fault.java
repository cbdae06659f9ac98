package dev.parley.store.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception of a driver means for a call, told by its SQL state; H2 gives its own codes as states. */
enum Fault {
    /** Another transaction got in the way; the same work may pass at once. */
    RETRY,
    /** A row with this key is there already. */
    DUPLICATE,
    /** The server takes no writes. */
    READ_ONLY,
    /** The server takes no more connections. */
    OVERLOADED,
    /** A time-out of the driver or the server struck. */
    TIMEOUT,
    /** The database can't represent the text. */
    MALFORMED,
    /** The login or the database that the host named is wrong. */
    MISCONFIGURED,
    /** The file of an embedded database is open in another process. */
    IN_USE,
    /** The connection or the server is gone, or in trouble. */
    LOST,
    /** Anything else: a defect. */
    DEFECT;

    private static final Set<String> RETRIES = Set.of("40001", "40P01", "90131");
    private static final Set<String> TIMEOUTS = Set.of("55P03", "57014", "HYT00", "25P03", "25P04");
    private static final Set<String> READ_ONLYS = Set.of("25006", "90097");
    private static final Set<String> LOGINS = Set.of("3D000", "42501", "90040", "90146", "90149");
    /** Connection, resources, intervention, system error; of H2: closed, broken, input and output, shut down. */
    private static final Set<String> LOST_CLASSES = Set.of("08", "53", "57", "58", "F0", "XX");

    private static final Set<String> LOST_STATES =
            Set.of("90007", "90028", "90030", "90031", "90067", "90098", "90108", "90121", "50000", "50100", "HY000");

    static Fault of(Throwable failure) {
        SQLException sql = sqlException(failure);
        if (sql == null) {
            return DEFECT;
        }
        if (isOfPoolAlone(sql)) {
            return OVERLOADED;
        }
        for (Throwable cause = sql.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return TIMEOUT;
            }
        }
        Fault fault = ofState(sql.getSQLState());
        if (fault == DEFECT && sql instanceof SQLTimeoutException) {
            return TIMEOUT;
        }
        return fault;
    }

    /** A pool whose connections are all lent, or which still makes one. Where it failed to, it gives that as the cause. */
    static boolean isOfPoolAlone(@Nullable SQLException failure) {
        return failure instanceof SQLTransientConnectionException && failure.getCause() == null;
    }

    private static Fault ofState(@Nullable String state) {
        if (state == null || state.length() != 5) {
            // Drivers and pools leave the state out when there was no answer of a server.
            return LOST;
        }
        if (RETRIES.contains(state)) {
            return RETRY;
        }
        if (TIMEOUTS.contains(state)) {
            return TIMEOUT;
        }
        if (READ_ONLYS.contains(state)) {
            return READ_ONLY;
        }
        if (state.equals("23505")) {
            return DUPLICATE;
        }
        if (state.equals("53300")) {
            return OVERLOADED;
        }
        if (state.equals("90020")) {
            return IN_USE;
        }
        String group = state.substring(0, 2);
        if (group.equals("28") || LOGINS.contains(state)) {
            return MISCONFIGURED;
        }
        if (group.equals("22")) {
            return MALFORMED;
        }
        return LOST_CLASSES.contains(group) || LOST_STATES.contains(state) ? LOST : DEFECT;
    }

    /** {@return the outermost exception of a driver in a chain of causes} */
    static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
