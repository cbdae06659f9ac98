package dev.parley.operations.backup;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts each segment with AES-256-GCM; number and last-segment flag are in the nonce, the header is authenticated with
 * each. The construction STREAM of V. T. Hoang, R. Reyhanitabar, P. Rogaway and D. Vizár, Online Authenticated-Encryption
 * and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015. The key must be of this archive alone.
 */
final class GcmSeal implements Seal {

    static final int KEY_BYTES = 32;
    static final int PREFIX_BYTES = 7;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final long MOST = 1L << 32;

    private final SecretKeySpec key;
    private final byte[] prefix;
    private final byte[] header;
    private final Cipher cipher;
    private long segments;

    GcmSeal(byte[] key, byte[] prefix, byte[] header) {
        this.key = new SecretKeySpec(key, "AES");
        this.prefix = prefix.clone();
        this.header = header.clone();
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide AES/GCM", e);
        }
    }

    @Override
    public int overhead() {
        return TAG_BYTES;
    }

    @Override
    public int seal(byte[] plain, int length, boolean last, byte[] into) {
        try {
            return run(Cipher.ENCRYPT_MODE, plain, length, last, into);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM could not encrypt", e);
        }
    }

    @Override
    public int open(byte[] sealed, int length, boolean last, byte[] into) throws DamagedException {
        try {
            return run(Cipher.DECRYPT_MODE, sealed, length, last, into);
        } catch (AEADBadTagException e) {
            throw new DamagedException("was changed, cut or reordered", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM could not decrypt", e);
        }
    }

    private int run(int mode, byte[] in, int length, boolean last, byte[] into) throws GeneralSecurityException {
        if (segments == MOST) {
            throw new IllegalStateException("An archive has at most 2^32 segments");
        }
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES)
                .put(prefix)
                .putInt((int) segments)
                .put((byte) (last ? 1 : 0))
                .array();
        segments++;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(in, 0, length, into, 0);
    }
}
