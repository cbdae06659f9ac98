package dev.parley.web.client;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** The addresses that begin with the same bits (CIDR, RFC 4632 and RFC 4291). Immutable. */
public final class AddressRange {

    private static final int IPV4_PREFIX = 32;
    private static final int IPV6_PREFIX = 64;

    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /**
     * Reads a range.
     *
     * @param text such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}, or one address; the bits beyond the prefix must be 0
     * @return the range
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if it is malformed
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        Optional<InetAddress> network = AddressLiteral.parse(address);
        if (network.isEmpty()) {
            throw malformed();
        }
        byte[] bytes = network.get().getAddress();
        int most = bytes.length * Byte.SIZE;
        String prefix = slash < 0 ? Integer.toString(most) : text.substring(slash + 1);
        if (!prefix.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(prefix) > most) {
            throw malformed();
        }
        int bits = Integer.parseInt(prefix);
        // A mapped address counts as IPv4, and so must its prefix: /96 of it would be something else.
        boolean mapped = address.indexOf(':') >= 0 && bytes.length == 4;
        if (mapped || !Arrays.equals(bytes, masked(bytes, bits))) {
            throw malformed();
        }
        return new AddressRange(bytes, bits);
    }

    /**
     * The range that counts as one client when attempts are counted: of IPv4 the address itself, of IPv6 the network of
     * 64 bits that a single line usually gets.
     *
     * @param address the address
     * @return the range
     */
    public static AddressRange counting(InetAddress address) {
        byte[] bytes = address.getAddress();
        int bits = bytes.length == 4 ? IPV4_PREFIX : IPV6_PREFIX;
        return new AddressRange(masked(bytes, bits), bits);
    }

    /**
     * Whether an address is in this range.
     *
     * @param address the address
     * @return whether it is; never one of the other version
     */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(network, masked(bytes, bits));
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] bytes = address.clone();
        for (int i = 0; i < bytes.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            bytes[i] &= (byte) (0xff << (Byte.SIZE - kept));
        }
        return bytes;
    }

    private static ChatException malformed() {
        return ChatException.fault(
                ErrorCode.CONFIGURATION, "A range of addresses must be an address, or its first one with /bits", null);
    }

    /** {@return the range as {@link #parse} reads it: one text for one range, fit to be a key} */
    public String text() {
        return AddressText.of(network) + "/" + bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && bits == range.bits && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + bits;
    }

    /** {@return how wide it is; a range of one client is personal data} */
    @Override
    public String toString() {
        return "AddressRange[…/" + bits + "]";
    }
}
