package dev.parley.examples.server.config;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.web.client.TrustedProxies;
import dev.parley.web.origin.AllowedOrigins;
import java.util.Arrays;
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
public record EdgeSettings(@Nullable String publicOrigin, AllowedOrigins corsOrigins, TrustedProxies trustedProxies) {

    /** Nothing set. */
    public static final EdgeSettings NONE = new EdgeSettings(null, AllowedOrigins.none(), TrustedProxies.none());

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]{1,253}(:[0-9]{1,5})?");

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

    private static AllowedOrigins origins(@Nullable String value) {
        try {
            return value == null ? AllowedOrigins.none() : AllowedOrigins.parse(whole(value));
        } catch (ChatException e) {
            throw new SettingException(
                    "CORS_ORIGINS", "must be origins like https://app.example.org, in lower case, with commas between");
        }
    }

    private static TrustedProxies networks(@Nullable String value) {
        try {
            return value == null ? TrustedProxies.none() : TrustedProxies.parse(whole(value));
        } catch (ChatException e) {
            throw new SettingException(
                    "TRUSTED_PROXIES",
                    "must be networks like 10.0.0.0/8 or 2001:db8::/32, or addresses, with commas between");
        }
    }

    /** A comma with nothing beside it may stand for something that got lost. */
    private static String whole(String list) {
        if (Arrays.stream(list.split(",", -1)).anyMatch(String::isBlank)) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "An item of the list is empty", null);
        }
        return list;
    }
}
