package dev.parley.auth.token;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token, by which it is known again without being kept.
 *
 * @param first its first 64 bits
 * @param second the next ones
 * @param third the next ones
 * @param fourth the last ones
 */
record TokenDigest(long first, long second, long third, long fourth) {

    /** Some bits of it: they are as good as any hash of them. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    /** Makes digests in one thread, without allocating anything but them. */
    static final class Work {

        private static final int CHUNK = 512;
        private static final int DIGEST_BYTES = 32;
        private static final int MAX_ASCII = 0x7f;

        private final MessageDigest sha256;
        private final char[] chars = new char[CHUNK];
        private final byte[] chunk = new byte[CHUNK];
        private final byte[] result = new byte[DIGEST_BYTES];
        private final LongBuffer words =
                ByteBuffer.wrap(result).order(ByteOrder.BIG_ENDIAN).asLongBuffer();

        Work() {
            try {
                sha256 = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform must provide SHA-256", e);
            }
        }

        /**
         * Digests a token.
         *
         * @param token the token
         * @return its digest, or null if it has other characters than ASCII, which no token has
         */
        @Nullable
        TokenDigest of(String token) {
            int all = 0;
            for (int from = 0; from < token.length(); from += CHUNK) {
                int length = Math.min(CHUNK, token.length() - from);
                // Character by character out of the string would take as long as the digest.
                token.getChars(from, from + length, chars, 0);
                for (int i = 0; i < length; i++) {
                    all |= chars[i];
                    chunk[i] = (byte) chars[i];
                }
                sha256.update(chunk, 0, length);
            }
            try {
                sha256.digest(result, 0, DIGEST_BYTES);
            } catch (DigestException e) {
                throw new IllegalStateException("The buffer is as long as a SHA-256", e);
            }
            return all <= MAX_ASCII ? new TokenDigest(words.get(0), words.get(1), words.get(2), words.get(3)) : null;
        }
    }
}
