package dev.parley.store.jdbc;

import dev.parley.store.jdbc.pool.ServerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to PostgreSQL outside of any pool, for one thread, which makes it anew whenever it breaks. */
final class CarrierConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEventBus.class);

    /** How long a statement may take, none of which has to wait for rows. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final JdbcDatabaseConfig config;
    private final Preparation preparation;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Connection current;

    /** What a new connection needs before it can be used. */
    interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    CarrierConnection(JdbcDatabaseConfig config, Preparation preparation) {
        this.config = config;
        this.preparation = preparation;
    }

    /** Opens it, or fails. */
    Connection open() throws SQLException {
        Connection opened = DriverManager.getConnection(config.jdbcUrl(), properties());
        try {
            preparation.of(opened);
        } catch (SQLException e) {
            opened.abort(Runnable::run);
            throw e;
        }
        current = opened;
        if (isClosed()) {
            abort();
        }
        return opened;
    }

    private Properties properties() {
        Properties properties = ServerAddress.of(config.jdbcUrl())
                .map(address -> address.properties(config.limits().connectionTimeout(), config.production()))
                .orElseGet(Properties::new);
        if (config.username() != null) {
            properties.setProperty("user", config.username());
        }
        if (config.password() != null) {
            properties.setProperty("password", config.password());
        }
        properties.setProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toSeconds()));
        properties.setProperty("ApplicationName", "parley-bus");
        return properties;
    }

    @Nullable
    Connection current() {
        return current;
    }

    /** Makes it anew after a failure, however long that takes, and {@return it, or null when this is closed} */
    @Nullable
    Connection reopen(Exception failure) {
        if (!isClosed()) {
            LOG.warn("The connection for signals was lost ({})", named(failure));
        }
        abort();
        Duration pause = FIRST_PAUSE;
        while (!closedWithin(pause)) {
            try {
                Connection opened = open();
                LOG.info("The connection for signals is back");
                return opened;
            } catch (SQLException | RuntimeException e) {
                LOG.debug("The connection for signals is not back yet ({})", named(e));
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            }
        }
        return null;
    }

    /** Without the words of the driver, which may quote. */
    private static String named(Exception failure) {
        return failure instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : failure.getClass().getName();
    }

    /** At random about so long, so that the nodes do not come back all at once. */
    private boolean closedWithin(Duration pause) {
        try {
            long nanos = pause.toNanos();
            return closed.await(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody but a host that ends all threads does that to a thread of ours.
            Thread.currentThread().interrupt();
            return true;
        }
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void abort() {
        Connection connection = current;
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection for signals could not be aborted (SQL state {})", e.getSQLState());
        }
    }

    /** Wakes whoever waits for the connection. */
    @Override
    public void close() {
        closed.countDown();
        abort();
    }
}
