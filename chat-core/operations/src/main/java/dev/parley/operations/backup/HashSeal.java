package dev.parley.operations.backup;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Follows each segment by the SHA-256 of the hash before, the last-segment flag and the segment; the first hash is that of
 * the header. So each hash is one of everything before it. Finds damage, but not who changes an archive on purpose.
 */
final class HashSeal implements Seal {

    private static final int HASH_BYTES = 32;

    private final MessageDigest digest = Sha256.digest();
    private final byte[] chain;

    HashSeal(byte[] header) {
        chain = digest.digest(header);
    }

    @Override
    public int overhead() {
        return HASH_BYTES;
    }

    @Override
    public int seal(byte[] plain, int length, boolean last, byte[] into) {
        System.arraycopy(plain, 0, into, 0, length);
        advance(plain, length, last);
        System.arraycopy(chain, 0, into, length, HASH_BYTES);
        return length + HASH_BYTES;
    }

    @Override
    public int open(byte[] sealed, int length, boolean last, byte[] into) throws DamagedException {
        int plain = length - HASH_BYTES;
        advance(sealed, plain, last);
        if (!Arrays.equals(chain, 0, HASH_BYTES, sealed, plain, length)) {
            throw new DamagedException("was changed, cut or reordered");
        }
        System.arraycopy(sealed, 0, into, 0, plain);
        return plain;
    }

    private void advance(byte[] bytes, int length, boolean last) {
        digest.update(chain);
        digest.update((byte) (last ? 1 : 0));
        digest.update(bytes, 0, length);
        try {
            digest.digest(chain, 0, HASH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-256 has 32 bytes", e);
        }
    }
}
