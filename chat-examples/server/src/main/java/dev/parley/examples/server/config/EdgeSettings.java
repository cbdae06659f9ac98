package dev.parley.examples.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the server is reached. Immutable.
 *
 * @param publicOrigin {@code PUBLIC_ORIGIN}: under which browsers reach the server, where a proxy changes the Host header;
 *     null by default
 * @param corsOrigins {@code CORS_ORIGINS}: whose pages may use the API beside the server's own; none by default
 * @param trustedProxies {@code TRUSTED_PROXIES}: the networks of the proxies whose word on the client's address counts; none
 *     by default
 */
public record EdgeSettings(@Nullable String publicOrigin, List<String> corsOrigins, List<String> trustedProxies) {

    /** Nothing set. */
    public static final EdgeSettings NONE = new EdgeSettings(null, List.of(), List.of());

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F.:]{2,45}(/[0-9]{1,3})?");

    /**
     * Copies the lists.
     *
     * @param publicOrigin as in the record
     * @param corsOrigins as in the record
     * @param trustedProxies as in the record
     */
    public EdgeSettings {
        corsOrigins = List.copyOf(corsOrigins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    static EdgeSettings of(
            @Nullable String publicOrigin, @Nullable String corsOrigins, @Nullable String trustedProxies) {
        return new EdgeSettings(publicOrigin(publicOrigin), origins(corsOrigins), networks(trustedProxies));
    }

    private static @Nullable String publicOrigin(@Nullable String value) {
        if (value != null && !ORIGIN.matcher(value).matches()) {
            throw new SettingException("PUBLIC_ORIGIN", "must be like https://chat.example.org, in lower case");
        }
        return value;
    }

    private static List<String> origins(@Nullable String value) {
        List<String> origins = items(value);
        if (!origins.stream().allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            throw new SettingException(
                    "CORS_ORIGINS", "must be origins like https://app.example.org, in lower case, with commas between");
        }
        return origins;
    }

    private static List<String> networks(@Nullable String value) {
        List<String> networks = items(value);
        if (!networks.stream().allMatch(network -> NETWORK.matcher(network).matches())) {
            throw new SettingException(
                    "TRUSTED_PROXIES",
                    "must be networks like 10.0.0.0/8 or 2001:db8::/32, or addresses, with commas between");
        }
        return networks;
    }

    private static List<String> items(@Nullable String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }
}
