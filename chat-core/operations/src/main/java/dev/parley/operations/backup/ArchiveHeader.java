package dev.parley.operations.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How an archive begins: eight bytes that say what it is, the version, whether it is encrypted, a random salt, and, if it is
 * encrypted, a value by which the key is known. 74 bytes, or 42. The first bytes are such that a transfer as text is noticed.
 */
final class ArchiveHeader {

    static final int VERSION = 1;
    static final int SALT_BYTES = 32;
    static final int CHECK_BYTES = 32;

    private static final byte[] MAGIC = {(byte) 0x89, 'P', 'B', 'K', '\r', '\n', 0x1a, '\n'};
    private static final int FIXED = MAGIC.length + 2 + SALT_BYTES;
    private static final byte HASHED = 0;
    private static final byte ENCRYPTED = 1;

    private final byte[] bytes;

    private ArchiveHeader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@return what comes before the value by which a key is known} */
    static byte[] fixed(byte[] salt, boolean encrypted) {
        return ByteBuffer.allocate(FIXED)
                .put(MAGIC)
                .put((byte) VERSION)
                .put(encrypted ? ENCRYPTED : HASHED)
                .put(salt)
                .array();
    }

    static ArchiveHeader of(byte[] fixed, byte @Nullable [] check) {
        return new ArchiveHeader(
                check == null
                        ? fixed
                        : ByteBuffer.allocate(FIXED + CHECK_BYTES)
                                .put(fixed)
                                .put(check)
                                .array());
    }

    /**
     * Reads one.
     *
     * @throws DamagedException if it is none, or of a version that is not known here
     */
    static ArchiveHeader read(InputStream in) throws IOException {
        byte[] fixed = in.readNBytes(FIXED);
        if (fixed.length < FIXED || !Arrays.equals(fixed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new DamagedException("is not the beginning of an archive");
        }
        if (fixed[MAGIC.length] != VERSION) {
            throw new DamagedException("has a version other than " + VERSION);
        }
        byte kind = fixed[MAGIC.length + 1];
        if (kind != HASHED && kind != ENCRYPTED) {
            throw new DamagedException("says neither that the archive is encrypted nor that it is not");
        }
        byte[] check = kind == ENCRYPTED ? in.readNBytes(CHECK_BYTES) : null;
        if (check != null && check.length < CHECK_BYTES) {
            throw new DamagedException("is cut off");
        }
        return of(fixed, check);
    }

    boolean encrypted() {
        return bytes.length > FIXED;
    }

    byte[] fixed() {
        return Arrays.copyOf(bytes, FIXED);
    }

    byte[] salt() {
        return Arrays.copyOfRange(bytes, FIXED - SALT_BYTES, FIXED);
    }

    byte[] check() {
        return Arrays.copyOfRange(bytes, FIXED, bytes.length);
    }

    byte[] bytes() {
        return bytes.clone();
    }
}
