package dev.parley.examples.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Takes an answer apart as it comes in: the lines of its head, then those of its chunked body (RFC 9112 §7.1), whatever the
 * bounds of what is read at a time. Not thread-safe.
 */
final class ChunkedLines {

    private static final int HEX = 16;

    private final Consumer<String> head;
    private final Consumer<String> body;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    /** A line of the body that is not at its end when its chunk is. */
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    private boolean inHead = true;
    private int leftOfChunk;

    /**
     * Begins.
     *
     * @param head takes each line of the head, the empty one behind it last
     * @param body takes each line of the body
     */
    ChunkedLines(Consumer<String> head, Consumer<String> body) {
        this.head = head;
        this.body = body;
    }

    void accept(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (leftOfChunk > 0) {
                leftOfChunk--;
                take(bytes.get(), begun, body);
            } else {
                take(bytes.get(), line, inHead ? this::headLine : this::frameLine);
            }
        }
    }

    private static void take(byte value, ByteArrayOutputStream line, Consumer<String> complete) {
        if (value == '\n') {
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            complete.accept(text);
        } else {
            line.write(value);
        }
    }

    private void headLine(String text) {
        inHead = !text.isEmpty();
        head.accept(text);
    }

    /** The size of a chunk, or the end of the line behind one. */
    private void frameLine(String text) {
        leftOfChunk = text.isEmpty() ? 0 : Integer.parseInt(text, HEX);
    }
}
