package dev.parley.examples.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Redis that {@code REDIS_URL} names. Immutable.
 *
 * @param uris one, or several nodes of a cluster; may hold a password, so left out of {@link #toString()}
 */
public record RedisSetting(List<String> uris) {

    /** The variable. */
    static final String NAME = "REDIS_URL";

    /** A Sentinel's URI names several hosts with commas between; a new URI begins with its scheme. */
    private static final String BETWEEN = ",(?=[a-z-]+://)";

    private static final String HOST = "([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?";

    /**
     * Copies the list.
     *
     * @param uris as in the record
     */
    public RedisSetting {
        uris = List.copyOf(uris);
    }

    static @Nullable RedisSetting parse(@Nullable String value) {
        if (value == null) {
            return null;
        }
        List<String> uris = List.of(value.split(BETWEEN, -1));
        for (String uri : uris) {
            if (!isUri(uri, uris.size() > 1)) {
                throw new SettingException(
                        NAME,
                        "must be redis://user:password@host:port, rediss://… or redis-sentinel://host:port,host:port#name,"
                                + " or several of the first two, with commas between, for a cluster");
            }
        }
        return new RedisSetting(uris);
    }

    private static boolean isUri(String text, boolean ofCluster) {
        try {
            URI uri = new URI(text);
            String authority = uri.getRawAuthority();
            if (authority == null || !text.startsWith(uri.getScheme() + "://")) {
                return false;
            }
            String hosts = authority.substring(authority.lastIndexOf('@') + 1);
            return switch (uri.getScheme()) {
                case "redis", "rediss" -> hosts.matches(HOST);
                case "redis-sentinel" -> !ofCluster && hosts.matches(HOST + "(," + HOST + ")*");
                default -> false;
            };
        } catch (URISyntaxException e) {
            // Its message holds the URI.
            return false;
        }
    }

    /** Without the URIs. */
    @Override
    public String toString() {
        return "RedisSetting[" + uris.size() + "]";
    }
}
