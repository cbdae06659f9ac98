package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.pool.CallQueue;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections. A pool lets calls wait as long as it is set up to, not as long as they have time; so callers queue here,
 * for as many places as the pool has connections, and meet a pool that has one for them.
 */
final class Connections {

    private final Jdbi jdbi;
    private final Dialect dialect;

    /** Null for a pool of the host: how large that is, and who else uses it, can't be known. */
    private final @Nullable CallQueue queue;

    private final Duration patience;
    private volatile boolean reachable = true;
    private volatile boolean closed;

    Connections(Jdbi jdbi, Dialect dialect, @Nullable CallQueue queue, Duration patience) {
        this.jdbi = jdbi;
        this.dialect = dialect;
        this.queue = queue;
        this.patience = patience;
    }

    /** What is done with a loan. */
    interface Use<R> {
        R with(Loan loan) throws Conflict;
    }

    <R> R lend(Scope scope, Deadline deadline, Use<R> use) throws Conflict {
        requireOpen();
        deadline.check();
        takePlace(deadline);
        try (Loan loan = open(scope, deadline)) {
            return use.with(loan);
        } finally {
            if (queue != null) {
                queue.leave();
            }
        }
    }

    void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw ChatException.fault(ErrorCode.CLOSED, "The database is closed", null);
        }
    }

    private void takePlace(Deadline deadline) {
        if (queue == null) {
            return;
        }
        try {
            long nanos = Math.min(deadline.remaining().toNanos(), patience.toNanos());
            if (!queue.enter(nanos)) {
                // All places may be taken because the database is gone; then waiting a little does not help.
                throw reachable
                        ? ChatException.passing(
                                ErrorCode.STORE_OVERLOADED,
                                "All connections to the database were busy",
                                Failures.RETRY_AFTER,
                                null)
                        : ChatException.passing(
                                ErrorCode.STORE_UNAVAILABLE,
                                "The database can't be reached",
                                Failures.RETRY_AFTER,
                                null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        }
    }

    private Loan open(Scope scope, Deadline deadline) {
        Handle handle = connect();
        try {
            return new Loan(handle, dialect, deadline, scope);
        } catch (SQLException | RuntimeException e) {
            handle.close();
            throw Failures.connecting(e);
        }
    }

    private Handle connect() {
        try {
            Handle handle = jdbi.open();
            reachable = true;
            return handle;
        } catch (JdbiException e) {
            requireOpen();
            if (Thread.currentThread().isInterrupted()) {
                throw Failures.interrupted(e);
            }
            boolean stillMade = queue != null && Fault.isOfPoolAlone(Fault.sqlException(e));
            ChatException failure = stillMade ? Failures.notConnected(e) : Failures.connecting(e);
            reachable = failure.code() == ErrorCode.STORE_OVERLOADED;
            throw failure;
        }
    }
}
