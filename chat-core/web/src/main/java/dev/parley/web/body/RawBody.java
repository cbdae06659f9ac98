package dev.parley.web.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a body exactly as they came. Read first and parsed afterwards, so that a signature can be checked over what
 * was signed, and not over what a parser made of it. Immutable; {@code toString} does not show them.
 */
public final class RawBody {

    private final byte[] bytes;

    private RawBody(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A body.
     *
     * @param bytes its bytes; copied
     * @return the body
     */
    public static RawBody of(byte[] bytes) {
        return new RawBody(bytes.clone());
    }

    /**
     * Reads a body to its end. Memory grows with what comes, not with what was declared.
     *
     * @param in where it comes from; not closed
     * @param maxBytes how many bytes it may have
     * @return the body, or nothing if it has more: to be answered with 413
     * @throws IOException if reading fails
     */
    public static Optional<RawBody> read(InputStream in, int maxBytes) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes == Integer.MAX_VALUE ? maxBytes : maxBytes + 1);
        return bytes.length > maxBytes ? Optional.empty() : Optional.of(new RawBody(bytes));
    }

    /** {@return how many bytes there are} */
    public int size() {
        return bytes.length;
    }

    /** {@return whether there are none} */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** {@return a copy of the bytes} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return a view of the bytes, which can't be changed through it: for {@code Mac.update} and the like} */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** {@return a stream of the bytes, from the beginning} */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawBody body && Arrays.equals(bytes, body.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RawBody[" + bytes.length + " bytes]";
    }
}
