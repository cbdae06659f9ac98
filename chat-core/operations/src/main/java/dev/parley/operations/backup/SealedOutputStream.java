package dev.parley.operations.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes what it is given as sealed segments: before each its length in four bytes, of which the highest bit says that none
 * follows. Ends properly only by {@link #finish}: what was closed without that is read as cut.
 */
final class SealedOutputStream extends OutputStream {

    static final int SEGMENT = 64 * 1024;
    static final int LAST = 1 << 31;

    private final OutputStream out;
    private final Seal seal;
    private final byte[] plain = new byte[SEGMENT];
    private final byte[] sealed;
    private int filled;

    SealedOutputStream(OutputStream out, Seal seal) {
        this.out = out;
        this.seal = seal;
        sealed = new byte[SEGMENT + seal.overhead()];
    }

    @Override
    public void write(int b) throws IOException {
        if (filled == SEGMENT) {
            endSegment();
        }
        plain[filled++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int next = from;
        int end = from + count;
        while (next < end) {
            if (filled == SEGMENT) {
                endSegment();
            }
            int taken = Math.min(end - next, SEGMENT - filled);
            System.arraycopy(bytes, next, plain, filled, taken);
            filled += taken;
            next += taken;
        }
    }

    /** What follows begins a segment, so that damage before it does not hide what it is. */
    void endSegment() throws IOException {
        if (filled > 0) {
            writeSegment(false);
        }
    }

    /** Writes the last segment. */
    void finish() throws IOException {
        writeSegment(true);
        out.flush();
    }

    private void writeSegment(boolean last) throws IOException {
        int length = seal.seal(plain, filled, last, sealed);
        filled = 0;
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .putInt(last ? length | LAST : length)
                .array());
        out.write(sealed, 0, length);
    }
}
