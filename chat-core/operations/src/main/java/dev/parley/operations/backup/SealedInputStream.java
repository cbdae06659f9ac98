package dev.parley.operations.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what {@link SealedOutputStream} has written. Gives out nothing that was not checked before. */
final class SealedInputStream extends InputStream {

    private final InputStream in;
    private final Seal seal;
    private final byte[] sealed;
    private final byte[] plain = new byte[SealedOutputStream.SEGMENT];
    private int next;
    private int end;
    private boolean last;

    SealedInputStream(InputStream in, Seal seal) {
        this.in = in;
        this.seal = seal;
        sealed = new byte[SealedOutputStream.SEGMENT + seal.overhead()];
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int taken = Math.min(count, end - next);
        System.arraycopy(plain, next, into, from, taken);
        next += taken;
        return taken;
    }

    private boolean fill() throws IOException {
        while (next == end && !last) {
            readSegment();
        }
        return next < end;
    }

    private void readSegment() throws IOException {
        int prefix = ByteBuffer.wrap(exactly(sealed, Integer.BYTES)).getInt();
        int length = prefix & ~SealedOutputStream.LAST;
        boolean claimsLast = prefix < 0;
        if (length < seal.overhead() || length > sealed.length) {
            throw new DamagedException("has a segment of an impossible length");
        }
        exactly(sealed, length);
        next = 0;
        end = 0;
        int opened = seal.open(sealed, length, claimsLast, plain);
        if (claimsLast && in.read() >= 0) {
            throw new DamagedException("is followed by something else");
        }
        last = claimsLast;
        end = opened;
    }

    private byte[] exactly(byte[] into, int length) throws IOException {
        try {
            if (in.readNBytes(into, 0, length) < length) {
                throw new DamagedException("is cut off");
            }
            return into;
        } catch (EOFException e) {
            throw new DamagedException("is cut off", e);
        }
    }
}
