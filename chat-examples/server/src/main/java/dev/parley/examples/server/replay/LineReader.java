package dev.parley.examples.server.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines that end with a line feed, and with nothing else: a log may hold every other character that some readers
 * take for the end of a line. One carriage return before the line feed is dropped. Counts the bytes that are not UTF-8,
 * for which it puts U+FFFD.
 */
final class LineReader implements AutoCloseable {

    /** No line of a message comes near it; a file without line feeds must not fill the memory. */
    private static final int MAX_LINE_BYTES = 1024 * 1024;

    private final InputStream in;
    private long bytes;
    private long malformedBytes;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** {@return the next line, or null at the end} */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            line.write(b);
            if (line.size() > MAX_LINE_BYTES) {
                throw new IOException("A line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            b = in.read();
        }
        bytes += line.size() + (b < 0 ? 0 : 1);
        byte[] content = line.toByteArray();
        boolean carriageReturn = content.length > 0 && content[content.length - 1] == '\r';
        return decode(ByteBuffer.wrap(content, 0, content.length - (carriageReturn ? 1 : 0)));
    }

    private String decode(ByteBuffer content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        // Never more UTF-16 units than bytes.
        CharBuffer text = CharBuffer.allocate(content.remaining());
        CoderResult result = decoder.decode(content, text, true);
        while (result.isError()) {
            malformedBytes += result.length();
            content.position(content.position() + result.length());
            text.put('\uFFFD');
            result = decoder.decode(content, text, true);
        }
        return text.flip().toString();
    }

    /** {@return how many bytes were read} */
    long bytes() {
        return bytes;
    }

    /** {@return how many of them were not UTF-8} */
    long malformedBytes() {
        return malformedBytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
