package dev.parley.operations.backup;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF with HMAC-SHA-256 (H. Krawczyk, P. Eronen, RFC 5869, 2010): makes keys of a secret. The platform has it from Java 25
 * on.
 */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int BLOCK = 32;
    private static final int MOST_BLOCKS = 255;

    private Hkdf() {}

    /** {@return so many bytes, which only who has the secret can make; others for another salt or purpose} */
    static byte[] derive(byte[] secret, byte[] salt, byte[] purpose, int length) {
        if (length > BLOCK * MOST_BLOCKS) {
            throw new IllegalArgumentException("HKDF-SHA-256 makes at most 8,160 bytes");
        }
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt.length == 0 ? new byte[BLOCK] : salt, HMAC));
            byte[] extracted = mac.doFinal(secret);
            mac.init(new SecretKeySpec(extracted, HMAC));
            byte[] made = new byte[length];
            byte[] block = new byte[0];
            for (int i = 0; i * BLOCK < length; i++) {
                mac.update(block);
                mac.update(purpose);
                mac.update((byte) (i + 1));
                block = mac.doFinal();
                System.arraycopy(block, 0, made, i * BLOCK, Math.min(BLOCK, length - i * BLOCK));
            }
            Arrays.fill(extracted, (byte) 0);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide HmacSHA256", e);
        }
    }
}
