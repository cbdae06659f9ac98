package dev.parley.web.client;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy said about the one before it.
 *
 * @param kind whether that is an address
 * @param address the address, if it is
 * @param scheme the scheme that was used, if it was said
 * @param host the host that was asked for, if it was said
 */
record Hop(
        Kind kind,
        @Nullable InetAddress address,
        @Nullable String scheme,
        @Nullable String host) {

    private static final Pattern OBFUSCATED = Pattern.compile("_[A-Za-z0-9._-]+");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}|_[A-Za-z0-9._-]+");

    /** What was named. */
    enum Kind {
        ADDRESS,
        HIDDEN,
        MALFORMED
    }

    static final Hop MALFORMED = new Hop(Kind.MALFORMED, null, null, null);
    static final Hop HIDDEN = new Hop(Kind.HIDDEN, null, null, null);

    Hop with(@Nullable String newScheme, @Nullable String newHost) {
        return new Hop(kind, address, newScheme, newHost);
    }

    /** A node of RFC 7239, section 6: a name, and perhaps a port. IPv6 stands in brackets. */
    static Hop node(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 || !isPort(text.substring(end + 1))
                    ? MALFORMED
                    : of(AddressLiteral.parse6(text.substring(1, end)));
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (colon >= 0 && !isPort(text.substring(colon))) {
            return MALFORMED;
        }
        return name.equals("unknown") || OBFUSCATED.matcher(name).matches() ? HIDDEN : of(AddressLiteral.parse4(name));
    }

    /** An item of {@code X-Forwarded-For}: the same, and IPv6 also without brackets. */
    static Hop item(String text) {
        Optional<InetAddress> bare = AddressLiteral.parse6(text);
        return bare.isPresent() ? of(bare) : node(text);
    }

    private static boolean isPort(String rest) {
        return rest.isEmpty()
                || (rest.charAt(0) == ':' && PORT.matcher(rest.substring(1)).matches());
    }

    private static Hop of(Optional<InetAddress> address) {
        return address.map(known -> new Hop(Kind.ADDRESS, known, null, null)).orElse(MALFORMED);
    }
}
