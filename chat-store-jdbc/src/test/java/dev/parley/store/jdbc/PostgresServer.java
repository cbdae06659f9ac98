package dev.parley.store.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** One PostgreSQL for all tests of a JVM, with a database for each who asks. It flushes as a real one does. */
final class PostgresServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    private static final class Holder {
        static final EmbeddedPostgres SERVER = start();
    }

    static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JdbcDatabaseConfig newDatabase() {
        return newDatabase(Holder.SERVER);
    }

    static JdbcDatabaseConfig newDatabase(EmbeddedPostgres server) {
        String name = "parley" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return JdbcDatabaseConfig.of("jdbc:postgresql://localhost:" + server.getPort() + "/" + name)
                .withCredentials("postgres", "");
    }

    /** Until somebody in a database waits for a lock. */
    static void awaitLockWait(JdbcDatabaseConfig config) {
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> isLockWait(config));
    }

    /** {@return whether somebody in a database waits for a lock} */
    static boolean isLockWait(JdbcDatabaseConfig config) {
        try (Connection watcher = DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
                Statement statement = watcher.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1) > 0;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
