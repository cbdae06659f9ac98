package dev.parley.auth.login;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The network that one customer of a provider usually has: an IPv4 address, or the first 64 bits of an IPv6 address. An
 * IPv4 address that is written as an IPv6 one (RFC 4291, section 2.5.5.2) is an IPv4 address.
 */
final class AddressPrefix {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** With a colon in it, the platform takes a text for an IPv6 address or for nothing, and asks no name server. */
    private static final Pattern PERHAPS_IPV6 = Pattern.compile("(?=[^:]*:)[0-9A-Fa-f:.]{2,45}");

    private static final int PREFIX_BYTES = 8;

    private AddressPrefix() {}

    /** {@return the prefix of a literal address, or nothing if the text is none} */
    static Optional<String> of(String address) {
        if (!IPV4.matcher(address).matches() && !PERHAPS_IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return Optional.of(
                    parsed instanceof Inet4Address
                            ? parsed.getHostAddress() + "/32"
                            : HexFormat.of().formatHex(parsed.getAddress(), 0, PREFIX_BYTES) + "/64");
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
