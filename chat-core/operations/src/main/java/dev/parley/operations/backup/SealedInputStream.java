package dev.parley.operations.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads what {@link SealedOutputStream} has written. Gives out nothing that was not checked before. */
final class SealedInputStream extends RefilledInputStream {

    private final InputStream in;
    private final Seal seal;
    private final byte[] sealed;
    private boolean last;

    SealedInputStream(InputStream in, Seal seal) {
        super(SealedOutputStream.SEGMENT);
        this.in = in;
        this.seal = seal;
        sealed = new byte[SealedOutputStream.SEGMENT + seal.overhead()];
    }

    @Override
    int refill() throws IOException {
        return last ? -1 : readSegment();
    }

    private int readSegment() throws IOException {
        int prefix = ByteBuffer.wrap(exactly(sealed, Integer.BYTES)).getInt();
        int length = prefix & ~SealedOutputStream.LAST;
        boolean claimsLast = prefix < 0;
        if (length < seal.overhead() || length > sealed.length) {
            throw new DamagedException("has a segment of an impossible length");
        }
        exactly(sealed, length);
        int opened = seal.open(sealed, length, claimsLast, room);
        if (claimsLast && in.read() >= 0) {
            throw new DamagedException("is followed by something else");
        }
        last = claimsLast;
        return opened;
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
