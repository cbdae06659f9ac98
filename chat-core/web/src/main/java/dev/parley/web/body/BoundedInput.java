package dev.parley.web.body;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that ends with {@link BodyTooLargeException} as soon as more bytes come than are allowed, whatever was
 * declared. Takes at most one byte more from the stream below. Not thread-safe. Closing it closes the stream below.
 */
public final class BoundedInput extends FilterInputStream {

    private long left;

    /**
     * A bounded stream.
     *
     * @param in the stream below
     * @param maxBytes how many bytes may come, 0 or more
     */
    public BoundedInput(InputStream in, long maxBytes) {
        super(in);
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must not be negative");
        }
        this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, left + 1));
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, left + 1));
        count(skipped);
        return skipped;
    }

    /** {@return false: a stream that went back would be counted twice} */
    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long bytes) throws BodyTooLargeException {
        left -= bytes;
        if (left < 0) {
            left = 0;
            throw new BodyTooLargeException();
        }
    }
}
