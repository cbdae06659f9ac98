package dev.parley.web.csrf;

import dev.parley.web.headers.RequestHeaders;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cookies of a request (RFC 6265, section 4.2.1), read strictly: a cookie that is there twice is not there, for one of
 * the two may have been planted. Immutable; {@code toString} does not show them.
 */
public final class RequestCookies {

    private static final RequestCookies NONE = new RequestCookies(Map.of());
    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_COOKIES = 128;
    private static final String NO_TOKEN = "()<>@,;:\\\"/[]?={} \t";
    private static final String NO_VALUE = "\",;\\ ";

    private final Map<String, String> values;

    private RequestCookies(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the cookies. A malformed one is left out; of more than 16,384 characters or 128 cookies none is read.
     *
     * @param headers the header fields
     * @return the cookies
     */
    public static RequestCookies read(RequestHeaders headers) {
        // HTTP/2 may split them over lines; RFC 9113, section 8.2.3.
        String text = String.join(";", headers.all("Cookie"));
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return NONE;
        }
        String[] pairs = text.split(";", MAX_COOKIES + 1);
        if (pairs.length > MAX_COOKIES) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals).strip();
            if (!isToken(name)) {
                continue;
            }
            String value = pair.substring(equals + 1).strip();
            if (!isValue(value) || values.put(name, value) != null) {
                twice.add(name);
            }
        }
        values.keySet().removeAll(twice);
        return new RequestCookies(Map.copyOf(values));
    }

    /**
     * A cookie.
     *
     * @param name its name, to the letter
     * @return its value, if it is there once and well-formed
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private static boolean isToken(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f && NO_TOKEN.indexOf(c) < 0);
    }

    private static boolean isValue(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f && NO_VALUE.indexOf(c) < 0);
    }

    @Override
    public String toString() {
        return "RequestCookies[" + values.size() + "]";
    }
}
