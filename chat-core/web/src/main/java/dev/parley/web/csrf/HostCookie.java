package dev.parley.web.csrf;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cookie that only this host can have set, over TLS: its name begins with {@code __Host-}, and browsers hold it to
 * {@code Secure}, {@code Path=/} and no {@code Domain} (RFC 6265bis, section 4.1.3.2). Scripts can't read it unless
 * {@link #readable()} says so. Immutable; {@code toString} does not show the value.
 */
public final class HostCookie {

    /** What every name begins with. */
    public static final String PREFIX = "__Host-";

    /** Whether other sites can make a browser send the cookie. */
    public enum SameSite {
        /** They can't at all. */
        STRICT("Strict"),
        /** Only by a link that is followed. */
        LAX("Lax");

        private final String text;

        SameSite(String text) {
            this.text = text;
        }
    }

    private static final Pattern NAME = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{0,4000}");
    private static final Duration LONGEST = Duration.ofDays(400);

    private final String name;
    private final String value;
    private final SameSite sameSite;
    private final Optional<Duration> maxAge;
    private final boolean readable;

    private HostCookie(String name, String value, SameSite sameSite, Optional<Duration> maxAge, boolean readable) {
        this.name = name;
        this.value = value;
        this.sameSite = sameSite;
        this.maxAge = maxAge;
        this.readable = readable;
    }

    /**
     * A cookie that ends with the browser's session, is hidden from scripts, and not sent from other sites.
     *
     * @param name its name, with the prefix and 1 to 64 letters, digits, {@code _} and {@code -}
     * @param value its value: at most 4,000 printable ASCII characters without space, quotation mark, comma, semicolon and
     *     backslash
     * @return the cookie
     * @throws IllegalArgumentException if one of them is malformed
     */
    public static HostCookie of(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the name or value of the cookie is malformed");
        }
        return new HostCookie(name, value, SameSite.STRICT, Optional.empty(), false);
    }

    /**
     * The cookie that takes one away.
     *
     * @param name as in {@link #of}
     * @return the cookie
     */
    public static HostCookie expired(String name) {
        return of(name, "").withMaxAge(Duration.ZERO);
    }

    /**
     * The same with another rule about other sites.
     *
     * @param rule strict by default
     * @return the cookie
     */
    public HostCookie withSameSite(SameSite rule) {
        return new HostCookie(name, value, rule, maxAge, readable);
    }

    /**
     * The same for a time.
     *
     * @param time 0 to 400 days; counted in whole seconds
     * @return the cookie
     */
    public HostCookie withMaxAge(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("maxAge must be 0 to 400 days");
        }
        return new HostCookie(name, value, sameSite, Optional.of(time), readable);
    }

    /**
     * The same, to be read by the page's scripts: for the CSRF token, which they send back, and for nothing else.
     *
     * @return the cookie
     */
    public HostCookie readable() {
        return new HostCookie(name, value, sameSite, maxAge, true);
    }

    /** {@return the value of {@code Set-Cookie}} */
    public String field() {
        return name + "=" + value + "; Path=/; Secure" + (readable ? "" : "; HttpOnly") + "; SameSite=" + sameSite.text
                + maxAge.map(time -> "; Max-Age=" + time.toSeconds()).orElse("");
    }

    @Override
    public String toString() {
        return "HostCookie[" + name + "]";
    }
}
