package dev.parley.store.jdbc.pool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** What a URL of PostgreSQL says, read as the driver reads it, and what a connection is given on top. Immutable. */
public final class ServerAddress {

    /** With which such a URL begins. */
    public static final String PREFIX = "jdbc:postgresql:";

    private static final String VERIFY_FULL = "verify-full";

    private final Properties parts;
    private final List<String> hosts;

    private ServerAddress(Properties parts) {
        this.parts = parts;
        this.hosts = List.of(Optional.ofNullable(PGProperty.PG_HOST.getOrDefault(parts))
                .orElse("localhost")
                .split(","));
    }

    /**
     * Reads a URL.
     *
     * @param jdbcUrl the URL
     * @return the address; nothing if the driver can't read it
     */
    public static Optional<ServerAddress> of(String jdbcUrl) {
        @Nullable Properties parts = Driver.parseURL(jdbcUrl, new Properties());
        return Optional.ofNullable(parts).map(ServerAddress::new);
    }

    /** {@return whether nothing that is sent leaves this machine} */
    public boolean isLocal() {
        return hosts.stream().allMatch(ServerAddress::isLoopback);
    }

    /** By its name alone, for what a name server says of it can be forged. */
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.matches("\\[?(0*:)+0*1]?")
                || host.startsWith("/");
    }

    /** {@return whether the URL asks for less than a proof of whose server it is} */
    public boolean asksForLess() {
        @Nullable String mode = PGProperty.SSL_MODE.getOrNull(parts);
        @Nullable String ssl = PGProperty.SSL.getOrNull(parts);
        @Nullable String factory = PGProperty.SSL_FACTORY.getOrNull(parts);
        return (mode != null && !mode.equals(VERIFY_FULL))
                || (ssl != null && ssl.equalsIgnoreCase("false"))
                || (factory != null && factory.endsWith("NonValidatingFactory"));
    }

    /**
     * What a connection is given that the URL does not say: bounded connecting, a driver that keeps rows quiet, the way to the
     * primary among several servers, and, in production, a proof of whose server it is.
     *
     * @param timeout how long to wait for a connection
     * @param production whether another machine has to prove itself
     * @return names and values as the driver takes them
     */
    public Properties properties(Duration timeout, boolean production) {
        Properties given = new Properties();
        long seconds = Math.max(1, timeout.plusMillis(999).toSeconds());
        // With several servers, one that does not answer must leave time for the next.
        long forOne = Math.max(1, seconds / hosts.size());
        PGProperty.CONNECT_TIMEOUT.set(given, Long.toString(forOne));
        PGProperty.LOGIN_TIMEOUT.set(given, Long.toString(Math.max(seconds, forOne * hosts.size() + 1)));
        PGProperty.TCP_KEEP_ALIVE.set(given, "true");
        // The detail of an error quotes rows.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(given, "false");
        if (hosts.size() > 1) {
            // Otherwise what was a standby is passed over for ten seconds after it was promoted.
            setUnlessSaid(given, PGProperty.HOST_RECHECK_SECONDS, "1");
            setUnlessSaid(given, PGProperty.TARGET_SERVER_TYPE, "primary");
        }
        if (production && !isLocal()) {
            setUnlessSaid(given, PGProperty.SSL_MODE, VERIFY_FULL);
        }
        return given;
    }

    private void setUnlessSaid(Properties given, PGProperty property, String value) {
        if (property.getOrNull(parts) == null) {
            property.set(given, value);
        }
    }
}
