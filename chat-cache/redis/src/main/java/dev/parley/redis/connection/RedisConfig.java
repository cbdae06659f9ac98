package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How Redis is reached. Immutable.
 *
 * @param uri {@code redis://}, {@code rediss://} (TLS) or {@code redis-sentinel://}, with user and password if need be; several
 *     with commas between them are nodes of one Redis Cluster
 * @param prefix with what every key and channel begins: 1 to 32 of a-z, 0-9, '.', '_' and '-'
 * @param timeout after how long a command is given up, 1 millisecond to 10 seconds; 250 milliseconds by default
 * @param queue how many commands wait for their answers at most, 16 to 1,000,000; 10,000 by default
 * @param cluster whether it is a Redis Cluster; always true for several URIs
 * @param ssl what is trusted and shown with TLS; by default the certificates that Java trusts
 * @param startWhileAway whether connections can be opened while Redis can't be reached, and are made when it can; false by
 *     default
 */
public record RedisConfig(
        String uri,
        String prefix,
        Duration timeout,
        int queue,
        boolean cluster,
        Optional<SslOptions> ssl,
        boolean startWhileAway) {

    private static final int LEAST_QUEUE = 16;
    private static final int MOST_QUEUE = 1_000_000;
    private static final int DEFAULT_QUEUE = 10_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(250);
    private static final Duration CONNECT_AT_LEAST = Duration.ofSeconds(1);
    private static final int ROUND_TRIPS = 4;
    private static final int OPENING = 5;
    private static final String BETWEEN_URIS = ",(?=rediss?://)";

    /**
     * Checks the bounds, and reports all that are broken at once.
     *
     * @param uri as in the record
     * @param prefix as in the record
     * @param timeout as in the record
     * @param queue as in the record
     * @param cluster as in the record
     * @param ssl as in the record
     * @param startWhileAway as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public RedisConfig {
        List<String> problems = new ArrayList<>();
        List<String> uris = split(uri);
        if (!uris.stream().allMatch(RedisConfig::wellFormed)) {
            problems.add("uri must begin with redis://, rediss:// or redis-sentinel://, and name a host");
        }
        if (uri.startsWith("redis-sentinel:") && (cluster || uris.size() > 1)) {
            problems.add("uri is of Sentinel, which knows no cluster");
        }
        if (!prefix.matches("[a-z0-9._-]{1,32}")) {
            problems.add("prefix must be 1 to 32 of a-z, 0-9, '.', '_' and '-'");
        }
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            problems.add("timeout is " + timeout + " and must be " + SHORTEST + " to " + LONGEST);
        }
        if (queue < LEAST_QUEUE || queue > MOST_QUEUE) {
            problems.add("queue is " + queue + " and must be " + LEAST_QUEUE + " to " + MOST_QUEUE);
        }
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
        cluster = cluster || uris.size() > 1;
    }

    /**
     * One Redis, a Sentinel, or a cluster if there are several URIs; with TLS, the certificates that Java trusts.
     *
     * @param uri as in the record
     * @param prefix as in the record
     * @param timeout as in the record
     * @param queue as in the record
     */
    public RedisConfig(String uri, String prefix, Duration timeout, int queue) {
        this(uri, prefix, timeout, queue, false, Optional.empty(), false);
    }

    /**
     * The defaults.
     *
     * @param uri as in the record
     * @return the config
     */
    public static RedisConfig of(String uri) {
        return new RedisConfig(uri, "parley", DEFAULT_TIMEOUT, DEFAULT_QUEUE);
    }

    /** {@return the same, of a Redis Cluster, of which one node is enough} */
    public RedisConfig withCluster() {
        return new RedisConfig(uri, prefix, timeout, queue, true, ssl, startWhileAway);
    }

    /**
     * With the host's own settings of TLS: trust, key of the client, protocols.
     *
     * @param options what {@code rediss://} uses
     * @return the config
     */
    public RedisConfig withSsl(SslOptions options) {
        return new RedisConfig(uri, prefix, timeout, queue, cluster, Optional.of(options), startWhileAway);
    }

    /**
     * For a process that starts whether or not Redis is there. Opening still waits for it as long as it would otherwise; then
     * Redis is away, as it is in an outage, commands fail at once, and it is tried again four times a second. A user or a
     * password that is not accepted at the start is a failure even so.
     *
     * @return the config
     */
    public RedisConfig withStartWhileAway() {
        return new RedisConfig(uri, prefix, timeout, queue, cluster, ssl, true);
    }

    /**
     * Trusts the certificates of a file, and no others.
     *
     * @param pem one or more certificates
     * @return the config
     */
    public RedisConfig withTrusted(Path pem) {
        return withSsl(
                SslOptions.builder().jdkSslProvider().trustManager(pem.toFile()).build());
    }

    private static List<String> split(String uri) {
        return Arrays.asList(uri.split(BETWEEN_URIS, -1));
    }

    /** Says no more than yes or no: what is wrong about it may be in the password. */
    private static boolean wellFormed(String uri) {
        if (!uri.matches("redis(s|-sentinel)?://.+")) {
            return false;
        }
        try {
            RedisURI.create(uri);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Enough for a handshake with TLS at a distance where commands may take their whole time. */
    Duration connectTimeout() {
        Duration several = timeout.multipliedBy(ROUND_TRIPS);
        return several.compareTo(CONNECT_AT_LEAST) > 0 ? several : CONNECT_AT_LEAST;
    }

    /** What a start may take, when classes are loaded and names are looked up for the first time. */
    Duration openTimeout() {
        return connectTimeout().multipliedBy(OPENING);
    }

    List<RedisURI> uris() {
        return split(uri).stream()
                .map(RedisURI::create)
                .map(one -> {
                    one.setTimeout(openTimeout());
                    one.getSentinels().forEach(sentinel -> sentinel.setTimeout(openTimeout()));
                    if (one.getClientName() == null) {
                        one.setClientName(prefix);
                    }
                    return one;
                })
                .toList();
    }

    /** Without the URI, which may hold a password. */
    @Override
    public String toString() {
        return "RedisConfig[prefix=" + prefix + ", timeout=" + timeout + ", queue=" + queue + ", cluster=" + cluster
                + "]";
    }
}
