package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a database, and how many connections to hold. Immutable.
 *
 * @param jdbcUrl a URL of H2 or PostgreSQL
 * @param username the user to log in as, or null when the URL says or none is needed
 * @param password the password, or null likewise; left out of {@link #toString()}
 * @param maximumPoolSize how many connections at most, 1 to 1,000; 20 by default
 * @param connectionTimeout how long a call waits for a connection at most, 250 ms to 1 minute; 2 s by default. A call
 *     whose own time is shorter does not wait longer than that
 * @param statementTimeout after how long the server ends a statement by itself, 1 s to 1 hour; 30 s by default. It frees
 *     what a lost client left behind; a call is bounded by its own deadline, whichever comes first
 * @param idleTimeout after how long a connection that nobody needs is closed, 10 s to 1 day; 10 minutes by default
 * @param maxLifetime after how long a connection is replaced, 30 s to 1 day; 30 minutes by default
 */
public record JdbcDatabaseConfig(
        String jdbcUrl,
        @Nullable String username,
        @Nullable String password,
        int maximumPoolSize,
        Duration connectionTimeout,
        Duration statementTimeout,
        Duration idleTimeout,
        Duration maxLifetime) {

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Checks the settings and reports all problems at once.
     *
     * @param jdbcUrl as in the record
     * @param username as in the record
     * @param password as in the record
     * @param maximumPoolSize as in the record
     * @param connectionTimeout as in the record
     * @param statementTimeout as in the record
     * @param idleTimeout as in the record
     * @param maxLifetime as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public JdbcDatabaseConfig {
        List<String> problems = new ArrayList<>();
        if (!jdbcUrl.startsWith("jdbc:h2:") && !jdbcUrl.startsWith("jdbc:postgresql:")) {
            problems.add("jdbcUrl must begin with jdbc:h2: or jdbc:postgresql:");
        }
        if (maximumPoolSize < 1 || maximumPoolSize > 1_000) {
            problems.add("maximumPoolSize is " + maximumPoolSize + " and must be 1 to 1000");
        }
        checkRange("connectionTimeout", connectionTimeout, Duration.ofMillis(250), Duration.ofMinutes(1), problems);
        checkRange("statementTimeout", statementTimeout, Duration.ofSeconds(1), Duration.ofHours(1), problems);
        checkRange("idleTimeout", idleTimeout, Duration.ofSeconds(10), DAY, problems);
        checkRange("maxLifetime", maxLifetime, Duration.ofSeconds(30), DAY, problems);
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static void checkRange(String name, Duration value, Duration min, Duration max, List<String> problems) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            problems.add(name + " is " + value + " and must be " + min + " to " + max);
        }
    }

    /**
     * A database with the default settings.
     *
     * @param jdbcUrl a URL of H2 or PostgreSQL
     * @return the configuration
     */
    public static JdbcDatabaseConfig of(String jdbcUrl) {
        return new JdbcDatabaseConfig(
                jdbcUrl,
                null,
                null,
                20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(30));
    }

    /**
     * A database in a file of this process, H2, whose commits survive the death of the process. One process at a time can
     * have it open.
     *
     * @param directory where the file is, or is to be made
     * @return the configuration
     */
    public static JdbcDatabaseConfig h2File(Path directory) {
        String file = directory.toAbsolutePath().normalize().resolve("parley").toString();
        if (file.indexOf(';') >= 0) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "The directory of an H2 file must not have ';' in its path", null);
        }
        // "async:" because an interrupt of a thread that uses a plain file closes it for all threads. Without
        // WRITE_DELAY=0
        // a commit is reported up to half a second before it is in the file. The trace file would quote the rows of a
        // statement that failed. The engine may still be at work while the JVM shuts down, so no hook closes the file.
        return of("jdbc:h2:file:async:" + file + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE")
                .withCredentials("sa", "");
    }

    /**
     * The same with a user.
     *
     * @param user the user to log in as
     * @param secret the password
     * @return a new configuration
     */
    public JdbcDatabaseConfig withCredentials(String user, String secret) {
        return new JdbcDatabaseConfig(
                jdbcUrl, user, secret, maximumPoolSize, connectionTimeout, statementTimeout, idleTimeout, maxLifetime);
    }

    /**
     * The same with another number of connections.
     *
     * @param size how many at most, 1 to 1,000
     * @return a new configuration
     */
    public JdbcDatabaseConfig withMaximumPoolSize(int size) {
        return new JdbcDatabaseConfig(
                jdbcUrl, username, password, size, connectionTimeout, statementTimeout, idleTimeout, maxLifetime);
    }

    /**
     * The same with another wait for a connection.
     *
     * @param timeout 250 ms to 1 minute
     * @return a new configuration
     */
    public JdbcDatabaseConfig withConnectionTimeout(Duration timeout) {
        return new JdbcDatabaseConfig(
                jdbcUrl, username, password, maximumPoolSize, timeout, statementTimeout, idleTimeout, maxLifetime);
    }

    /**
     * The same with another bound of the server on a statement.
     *
     * @param timeout 1 s to 1 hour
     * @return a new configuration
     */
    public JdbcDatabaseConfig withStatementTimeout(Duration timeout) {
        return new JdbcDatabaseConfig(
                jdbcUrl, username, password, maximumPoolSize, connectionTimeout, timeout, idleTimeout, maxLifetime);
    }

    /**
     * The same with another life of connections.
     *
     * @param idle after how long an unused one is closed, 10 s to 1 day
     * @param lifetime after how long any is replaced, 30 s to 1 day
     * @return a new configuration
     */
    public JdbcDatabaseConfig withLifetimes(Duration idle, Duration lifetime) {
        return new JdbcDatabaseConfig(
                jdbcUrl, username, password, maximumPoolSize, connectionTimeout, statementTimeout, idle, lifetime);
    }

    /** Leaves the password out, and the parameters of the URL, which may hold one: a configuration may end up in a log. */
    @Override
    public String toString() {
        return "JdbcDatabaseConfig[jdbcUrl=" + Failures.withoutParameters(jdbcUrl) + ", username=" + username
                + ", maximumPoolSize=" + maximumPoolSize + ", connectionTimeout=" + connectionTimeout
                + ", statementTimeout=" + statementTimeout + ", idleTimeout=" + idleTimeout + ", maxLifetime="
                + maxLifetime + "]";
    }
}
