package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.store.jdbc.pool.PoolLimits;
import dev.parley.store.jdbc.pool.PoolRole;
import dev.parley.store.jdbc.pool.PoolSpec;
import dev.parley.store.jdbc.pool.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a database, and how many connections to hold. Immutable.
 *
 * @param jdbcUrl a URL of H2 or PostgreSQL; of PostgreSQL it may name several servers, of which one is the primary
 * @param username the user to log in as, or null when the URL says or none is needed
 * @param password the password, or null likewise; left out of {@link #toString()}
 * @param limits how many connections, and how long anything about them may take
 * @param instances how many processes use the database like this one, 1 to 10,000; 1 by default. Together they must not ask for
 *     more connections than the server gives: that is looked at when the database is opened
 * @param production whether people depend on it; not so by default. Then a connection to PostgreSQL on another machine has to
 *     be encrypted and to prove whose it is: {@code sslmode=verify-full}, and a URL that asks for less is refused; and the user
 *     must not be above row security or own the tables
 * @param owner who owns the tables and brings them up to date, or null: then that is the user of the calls, or, in production
 *     on PostgreSQL, they have to be up to date already
 */
public record JdbcDatabaseConfig(
        String jdbcUrl,
        @Nullable String username,
        @Nullable String password,
        PoolLimits limits,
        int instances,
        boolean production,
        @Nullable JdbcLogin owner) {

    private static final int MOST_INSTANCES = 10_000;
    private static final int CONNECTIONS_OF_AN_OWNER = 2;

    /**
     * Checks the settings and reports all problems at once.
     *
     * @param jdbcUrl as in the record
     * @param username as in the record
     * @param password as in the record
     * @param limits as in the record
     * @param instances as in the record
     * @param production as in the record
     * @param owner as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public JdbcDatabaseConfig {
        List<String> problems = new ArrayList<>();
        boolean postgreSql = jdbcUrl.startsWith(ServerAddress.PREFIX);
        if (!jdbcUrl.startsWith("jdbc:h2:") && !postgreSql) {
            problems.add("jdbcUrl must begin with jdbc:h2: or jdbc:postgresql:");
        }
        limits.check(problems);
        if (instances < 1 || instances > MOST_INSTANCES) {
            problems.add("instances is " + instances + " and must be 1 to " + MOST_INSTANCES);
        }
        if (production && postgreSql) {
            ServerAddress.of(jdbcUrl)
                    .filter(address -> !address.isLocal() && address.asksForLess())
                    .ifPresent(address -> problems.add("jdbcUrl asks for less than sslmode=verify-full;"
                            + " in production only a server on the same machine may go without"));
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    /**
     * A database with the default settings.
     *
     * @param jdbcUrl a URL of H2 or PostgreSQL
     * @return the configuration
     */
    public static JdbcDatabaseConfig of(String jdbcUrl) {
        return new JdbcDatabaseConfig(jdbcUrl, null, null, PoolLimits.DEFAULT, 1, false, null);
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
        return new JdbcDatabaseConfig(jdbcUrl, user, secret, limits, instances, production, owner);
    }

    /**
     * The same with other limits.
     *
     * @param changed the limits
     * @return a new configuration
     */
    public JdbcDatabaseConfig withLimits(PoolLimits changed) {
        return new JdbcDatabaseConfig(jdbcUrl, username, password, changed, instances, production, owner);
    }

    /**
     * The same with another number of connections.
     *
     * @param size how many at most, 1 to 1,000
     * @return a new configuration
     */
    public JdbcDatabaseConfig withMaximumPoolSize(int size) {
        return withLimits(limits.withMaximumPoolSize(size));
    }

    /**
     * The same with another wait for a connection.
     *
     * @param timeout 250 ms to 1 minute
     * @return a new configuration
     */
    public JdbcDatabaseConfig withConnectionTimeout(Duration timeout) {
        return withLimits(limits.withWaiting(limits.waitingCalls(), timeout));
    }

    /**
     * The same for another number of processes.
     *
     * @param count 1 to 10,000
     * @return a new configuration
     */
    public JdbcDatabaseConfig withInstances(int count) {
        return new JdbcDatabaseConfig(jdbcUrl, username, password, limits, count, production, owner);
    }

    /**
     * The same for when people depend on it, or not.
     *
     * @param depended whether they do
     * @return a new configuration
     */
    public JdbcDatabaseConfig withProduction(boolean depended) {
        return new JdbcDatabaseConfig(jdbcUrl, username, password, limits, instances, depended, owner);
    }

    /**
     * The same with an owner of the tables, who logs in while they are brought up to date.
     *
     * @param login the owner
     * @return a new configuration
     */
    public JdbcDatabaseConfig withOwner(JdbcLogin login) {
        return new JdbcDatabaseConfig(jdbcUrl, username, password, limits, instances, production, login);
    }

    /** {@return the pool for calls} */
    PoolSpec forCalls() {
        return new PoolSpec(jdbcUrl, PoolRole.of(PoolRole.WRITE, username, password), limits, production);
    }

    /** {@return the pool for migrations, which is open only while they run} */
    PoolSpec forOwner() {
        return new PoolSpec(
                jdbcUrl,
                owner == null
                        ? PoolRole.of(PoolRole.ADMIN, username, password)
                        : PoolRole.of(PoolRole.ADMIN, owner.user(), owner.password()),
                limits.withMaximumPoolSize(CONNECTIONS_OF_AN_OWNER),
                production);
    }

    /** Leaves the password out, and the parameters of the URL, which may hold one: a configuration may end up in a log. */
    @Override
    public String toString() {
        return "JdbcDatabaseConfig[jdbcUrl=" + Failures.withoutParameters(jdbcUrl) + ", username=" + username
                + ", limits=" + limits + ", instances=" + instances + ", production=" + production + ", owner=" + owner
                + "]";
    }
}
