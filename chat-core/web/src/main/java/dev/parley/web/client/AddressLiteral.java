package dev.parley.web.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads addresses as RFC 3986 writes them: four decimal octets without leading zeros, or RFC 4291, section 2.2. No
 * names, no zones, no shorthands of old socket libraries, never a question to a name server. An IPv4 address mapped into
 * IPv6 is that IPv4 address.
 */
final class AddressLiteral {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String DOTTED = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern IPV4 = Pattern.compile(DOTTED);
    /** A frame only: how many groups there may be, and where the gap, is left to the JDK. */
    private static final Pattern IPV6_FRAME =
            Pattern.compile("(?=[^:]*:[^:]*:)(?:[0-9A-Fa-f]{0,4}:){2,7}(?:[0-9A-Fa-f]{0,4}|" + DOTTED + ")");

    private static final int MAX_LENGTH = 45;

    private AddressLiteral() {}

    static Optional<InetAddress> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return parse4(text).or(() -> parse6(text));
    }

    static Optional<InetAddress> parse4(String text) {
        return text.length() <= MAX_LENGTH && IPV4.matcher(text).matches() ? read(text) : Optional.empty();
    }

    static Optional<InetAddress> parse6(String text) {
        // In brackets the JDK takes nothing but a literal.
        return text.length() <= MAX_LENGTH && IPV6_FRAME.matcher(text).matches()
                ? read("[" + text + "]")
                : Optional.empty();
    }

    private static Optional<InetAddress> read(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
