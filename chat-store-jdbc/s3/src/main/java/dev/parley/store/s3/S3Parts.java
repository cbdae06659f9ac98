package dev.parley.store.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** Cuts what is written into parts. Holds one of them. */
final class S3Parts extends OutputStream {

    private static final int FIRST_ROOM = 64 * 1024;

    private final S3Upload upload;
    private final S3Claims.Claim claim;
    private final int partBytes;
    private final MessageDigest digest = sha256Digest();
    private byte[] part = new byte[FIRST_ROOM];
    private int filled;
    private long length;
    private boolean ended;

    S3Parts(S3Upload upload, S3Claims.Claim claim, int partBytes) {
        this.upload = upload;
        this.claim = claim;
        this.partBytes = partBytes;
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        if (ended) {
            throw new IOException("The backup was ended");
        }
        // Whatever fails, what was to be written is not there, and what comes after it must not be taken for the whole.
        ended = true;
        claim.renewIfDue();
        take(bytes, from, count);
        digest.update(bytes, from, count);
        length += count;
        ended = false;
    }

    private void take(byte[] bytes, int from, int count) {
        int at = from;
        int left = count;
        while (left > 0) {
            // Only when more comes: the last part is uploaded together with the end.
            if (filled == partBytes) {
                upload.part(part, filled);
                filled = 0;
            }
            int taken = Math.min(left, partBytes - filled);
            makeRoom(filled + taken);
            System.arraycopy(bytes, at, part, filled, taken);
            filled += taken;
            at += taken;
            left -= taken;
        }
    }

    private void makeRoom(int needed) {
        if (needed > part.length) {
            part = Arrays.copyOf(part, Math.min(partBytes, Math.max(needed, part.length * 2)));
        }
    }

    long length() {
        return length;
    }

    /** {@return of all that was written; ends it} */
    String sha256() throws IOException {
        if (ended) {
            throw new IOException("The backup was broken off");
        }
        ended = true;
        return HexFormat.of().formatHex(digest.digest());
    }

    void finish() {
        upload.finish(part, filled);
    }

    void end() {
        ended = true;
    }
}
