package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection on loan. Gives it back as it was, or, where that can't be, for good. */
final class Loan implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Loan.class);

    /** Time for cleaning up, also when the call has none left. */
    private static final Duration COURTESY = Duration.ofMillis(250);

    private final Handle handle;
    private final Dialect dialect;
    private final Session session;
    private final boolean autoCommit;
    private final int bounds;
    private boolean inTransaction;
    private boolean lost;

    Loan(Handle handle, Dialect dialect, Deadline deadline, Scope scope) throws SQLException {
        this.handle = handle;
        this.dialect = dialect;
        this.session = new Session(handle, dialect, deadline, scope);
        Connection connection = handle.getConnection();
        this.autoCommit = connection.getAutoCommit();
        this.bounds = dialect.bounds(connection);
        dialect.bound(connection, deadline.remaining());
    }

    /** Runs statements that each stand for themselves. */
    <R> R read(Function<Session, R> work) throws Conflict {
        try {
            setAutoCommit(true);
            return work.apply(session);
        } catch (ChatException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** Runs a transaction, and commits it if something was written. */
    <R> R transact(Function<Session, R> work) throws Conflict {
        R result;
        try {
            setAutoCommit(false);
            inTransaction = true;
            session.begin();
            result = work.apply(session);
            if (!session.wrote()) {
                return result;
            }
            session.deadline().check();
            dialect.bound(handle.getConnection(), session.deadline().remaining());
        } catch (ChatException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            // Another one may be to a server that takes writes.
            lost |= Fault.of(e) == Fault.READ_ONLY;
            throw failed(e);
        }
        commit();
        return result;
    }

    /** A row that is there already was written by somebody at the same time: the next run will find it. */
    private static ChatException failed(Exception e) throws Conflict {
        Fault fault = Fault.of(e);
        if (fault == Fault.RETRY || fault == Fault.DUPLICATE) {
            throw new Conflict(e);
        }
        return Failures.working(e);
    }

    private void commit() throws Conflict {
        try {
            handle.getConnection().commit();
            inTransaction = false;
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.RETRY) {
                throw new Conflict(e);
            }
            lost = true;
            throw Failures.committing(e);
        }
    }

    private void setAutoCommit(boolean wanted) throws SQLException {
        if (handle.getConnection().getAutoCommit() != wanted) {
            handle.getConnection().setAutoCommit(wanted);
        }
    }

    /** Never throws: what the call came to is known already. */
    @Override
    public void close() {
        Connection connection = handle.getConnection();
        try {
            if (inTransaction && !lost) {
                dialect.bound(connection, longer(session.deadline().remaining(), COURTESY));
                // Before anything else: drivers commit what is open when auto-commit is switched on.
                connection.rollback();
            }
            if (!lost) {
                setAutoCommit(autoCommit);
                dialect.unbound(connection, bounds);
            }
        } catch (SQLException e) {
            lost = true;
        }
        giveBack(connection);
    }

    private void giveBack(Connection connection) {
        try {
            if (lost) {
                // A pool may not have seen that it is broken, and would lend it again.
                connection.abort(Runnable::run);
            }
        } catch (SQLException e) {
            LOG.debug("A lost connection could not be aborted (SQL state {})", e.getSQLState());
        }
        try {
            handle.close();
        } catch (JdbiException e) {
            LOG.debug("A connection could not be given back ({})", e.getClass().getName());
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
