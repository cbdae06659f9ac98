package dev.parley.auth.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Base64url without padding (RFC 4648 section 5, RFC 7515 section 2), in its one canonical form: of the encodings that a
 * lenient decoder takes for the same bytes, all but one are refused, so that no token has a second spelling. The JDK's
 * decoder takes padding and ignores left-over bits, hence this one.
 */
final class Base64Url {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] VALUES = values();

    private Base64Url() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }

    /**
     * Decodes.
     *
     * @param text holds the encoding
     * @param from where it begins
     * @param to behind where it ends
     * @return the bytes, or null if it is not canonical
     */
    static byte @Nullable [] decode(CharSequence text, int from, int to) {
        int length = to - from;
        int rest = length & 3;
        if (rest == 1) {
            return null;
        }
        byte[] bytes = new byte[(length >> 2) * 3 + (rest == 0 ? 0 : rest - 1)];
        int bits = 0;
        int buffer = 0;
        int at = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                return null;
            }
            buffer = buffer << 6 | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return (buffer & ((1 << bits) - 1)) == 0 ? bytes : null;
    }

    static String encode(byte[] bytes) {
        return new String(java.util.Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
    }
}
