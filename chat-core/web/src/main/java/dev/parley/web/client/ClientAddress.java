package dev.parley.web.client;

import java.net.InetAddress;
import java.util.Optional;

/**
 * From where a request comes, as far as that can be trusted. Immutable. Personal data: {@code toString} does not show it.
 *
 * @param address the client, or the nearest to it that is known
 * @param basis how it is known
 * @param scheme {@code http} or {@code https}, as a trusted proxy says that the client used it
 * @param host the host that the client asked for, with its port if there is one, in lower case, as a trusted proxy says
 */
public record ClientAddress(InetAddress address, Basis basis, Optional<String> scheme, Optional<String> host) {

    /** How an address is known. */
    public enum Basis {
        /** It is the other end of the connection, and not a trusted proxy, or a proxy that names nobody. */
        CONNECTION,
        /** A trusted proxy named it. */
        FORWARDED,
        /** A trusted proxy named something that is no address; this is that proxy. */
        MALFORMED,
        /** A trusted proxy hides for whom it asks ({@code unknown}, {@code _name}); this is that proxy. */
        HIDDEN,
        /** There are more proxies, or longer header fields, than are looked at; this is the last that was. */
        TOO_FAR
    }

    /** {@return the address as text: one for each address} */
    public String text() {
        return AddressText.of(address.getAddress());
    }

    /** {@return what counts as one client: /32 of IPv4, /64 of IPv6} */
    public AddressRange counting() {
        return AddressRange.counting(address);
    }

    /** {@return whether a trusted proxy says that the client used TLS} */
    public boolean overTls() {
        return scheme.filter("https"::equals).isPresent();
    }

    @Override
    public String toString() {
        return "ClientAddress[" + basis + "]";
    }
}
