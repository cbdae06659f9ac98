package dev.parley.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for a server that takes writes, with a connection made for it each time: an old one may go on to refuse what the server
 * takes by now. Has a thread while it looks, and none otherwise.
 */
final class PrimarySearch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDatabase.class);

    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Source source;
    private final Dialect dialect;
    private final Runnable evict;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Makes connections. */
    interface Source {
        Connection connect() throws SQLException;
    }

    /**
     * A search.
     *
     * @param source where to look
     * @param dialect how to ask
     * @param evict has the pool make its connections anew
     */
    PrimarySearch(Source source, Dialect dialect, Runnable evict) {
        this.source = source;
        this.dialect = dialect;
        this.evict = evict;
    }

    /** Looks until one is found. To be begun once at a time. */
    void begin(Runnable found) {
        Thread thread = new Thread(() -> look(found), "parley-primary-search");
        thread.setDaemon(true);
        thread.start();
    }

    private void look(Runnable found) {
        // What is lent goes on; what is idle could be a standby's.
        evict.run();
        do {
            if (takesWrites()) {
                evict.run();
                found.run();
                return;
            }
        } while (!closedWithin(PAUSE));
    }

    /** In a transaction, for a pool may make these read-only. */
    private boolean takesWrites() {
        try (Connection connection = source.connect()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            int bounds = dialect.bounds(connection);
            dialect.bound(connection, PATIENCE);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(dialect.takesWrites())) {
                return rows.next() && rows.getBoolean(1);
            } finally {
                connection.rollback();
                dialect.unbound(connection, bounds);
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug(
                    "No server that takes writes could be reached ({})",
                    e.getClass().getName());
            return false;
        }
    }

    private boolean closedWithin(Duration pause) {
        try {
            return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody but a host that ends all threads does that to a thread of ours.
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
