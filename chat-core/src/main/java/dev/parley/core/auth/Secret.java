package dev.parley.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Bytes that must not be shown. Immutable, and without {@code toString} of its value, so that it does not end up in a log
 * by being printed with what holds it. Two are equal if their bytes are, which takes the same time wherever the first
 * difference is.
 */
public final class Secret {

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A secret.
     *
     * @param bytes its bytes; copied
     * @return the secret
     */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /**
     * A secret that is text.
     *
     * @param text of which the UTF-8 bytes count
     * @return the secret
     */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a copy of the bytes} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the bytes as UTF-8 text} */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** {@return how many bytes there are} */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** {@return the same for all secrets of a length: a hash of the bytes would tell about them} */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
