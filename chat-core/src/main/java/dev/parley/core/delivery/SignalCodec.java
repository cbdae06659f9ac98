package dev.parley.core.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Signals as messages of a carrier, for who writes an {@link EventBus}. Thread-safe.
 *
 * <p>A message holds a version, the bus that sent it, a running number, and a signal or that signals were lost. The number
 * lets who hears it find that one is missing, or came twice: {@link SignalReceiver} does.
 */
public final class SignalCodec {

    /** The least that a carrier has to take: every signal but entries and fragments fits in. */
    public static final int LEAST_BYTES = 1_024;

    private final SignalWriter writer;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * A codec for one bus.
     *
     * @param node the bus, at random
     * @param mostBytes how many bytes the carrier takes in one message, {@value #LEAST_BYTES} or more
     */
    public SignalCodec(UUID node, int mostBytes) {
        if (mostBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("mostBytes must be " + LEAST_BYTES + " or more");
        }
        this.writer = new SignalWriter(node, mostBytes);
    }

    /**
     * Writes a signal. An entry that is too large is left out of its hint; a fragment that is too large comes in several
     * messages.
     *
     * @param signal what
     * @return messages that have no number yet
     */
    public List<byte[]> encode(Signal signal) {
        return writer.write(signal);
    }

    /** {@return the message that signals of this bus were lost, which has no number yet} */
    public byte[] loss() {
        return writer.loss();
    }

    /**
     * Numbers a message. To be called in the order in which messages are given to the carrier, once for each: one that is
     * numbered and not sent is found missing by all others.
     *
     * @param message as it was written; changed
     * @return the same
     */
    public byte[] numbered(byte[] message) {
        ByteBuffer.wrap(message).putInt(SignalWriter.NUMBER_AT, next.getAndIncrement());
        return message;
    }

    /**
     * Reads a message.
     *
     * @param message as it came
     * @return what it says
     * @throws IOException if it is none that this version understands
     */
    public static SignalNotice decode(byte[] message) throws IOException {
        return SignalReader.read(message);
    }
}
