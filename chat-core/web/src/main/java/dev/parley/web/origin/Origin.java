package dev.parley.web.origin;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a web page: scheme, host and port, as browsers write it in {@code Origin} (RFC 6454, section 6.2).
 * Immutable; two are the same if their text is.
 *
 * @param value such as {@code https://chat.example.org} or {@code http://localhost:8080}: lower case, no default port, no
 *     path, no slash at the end
 */
public record Origin(String value) {

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern FORM = Pattern.compile("(?<scheme>https?)://(?<host>" + LABEL + "(?:\\." + LABEL
            + ")*|\\[[0-9a-f:.]{2,45}\\])(?::(?<port>[1-9][0-9]{0,4}))?");
    private static final Map<String, String> DEFAULT_PORTS = Map.of("http", "80", "https", "443");
    private static final int MAX_LENGTH = 300;
    private static final int MAX_PORT = 65_535;

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}, which says what is wrong
     */
    public Origin {
        String flaw = flaw(value);
        if (!flaw.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, "An allowed origin " + flaw, null);
        }
    }

    /**
     * Reads what a browser sent.
     *
     * @param text a value of {@code Origin}
     * @return the origin, or nothing for {@code null} and all else that is not one
     */
    public static Optional<Origin> parse(String text) {
        return flaw(text).isEmpty() ? Optional.of(new Origin(text)) : Optional.empty();
    }

    /**
     * The origin of an address, such as that in {@code Referer}.
     *
     * @param address an absolute address
     * @return its origin, or nothing if it has none
     */
    public static Optional<Origin> ofAddress(String address) {
        int authority = address.indexOf("://");
        if (authority < 0) {
            return Optional.empty();
        }
        int end = authority + 3;
        while (end < address.length() && "/?#\\".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return end > MAX_LENGTH
                ? Optional.empty()
                : parse(address.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private static String flaw(String text) {
        if (text.equals("null")) {
            return "must not be null, which stands for any page that hides where it is from";
        }
        Matcher matcher = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return "must be scheme://host or scheme://host:port, with http or https, in lower case, with nothing after it";
        }
        String port = matcher.group("port");
        if (port != null && Integer.parseInt(port) > MAX_PORT) {
            return "must have a port of at most 65,535";
        }
        if (port != null && port.equals(DEFAULT_PORTS.get(matcher.group("scheme")))) {
            return "must not name the default port, which browsers leave out";
        }
        return "";
    }

    @Override
    public String toString() {
        return value;
    }
}
