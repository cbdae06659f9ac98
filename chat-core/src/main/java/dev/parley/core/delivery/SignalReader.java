package dev.parley.core.delivery;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TurnFailure;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.TurnState;
import dev.parley.core.message.TurnStatus;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link SignalWriter} has written. */
final class SignalReader {

    private SignalReader() {}

    /**
     * Reads a message.
     *
     * @throws IOException if it is none that this version understands
     */
    static SignalNotice read(byte[] message) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
            if (in.readByte() != SignalWriter.VERSION) {
                throw new IOException("A message of another version");
            }
            UUID node = EntryDecoder.uuid(in);
            SignalNotice notice = new SignalNotice(node, in.readInt(), signal(in));
            if (in.available() > 0) {
                throw new IOException("A message with more at its end");
            }
            return notice;
        } catch (RuntimeException e) {
            throw new IOException("A message with values that this version does not know", e);
        }
    }

    private static @Nullable Signal signal(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case SignalWriter.LOSS -> null;
            case SignalWriter.ENTRY -> entry(in);
            case SignalWriter.FRAGMENT ->
                new Signal.FragmentWritten(EntryDecoder.turn(in), in.readInt(), in.readInt(), EntryDecoder.text(in));
            case SignalWriter.TURN -> new Signal.TurnChanged(status(in));
            case SignalWriter.TYPING -> new Signal.UserTyping(EntryDecoder.conversation(in), EntryDecoder.user(in));
            case SignalWriter.READ ->
                new Signal.ReadAdvanced(EntryDecoder.conversation(in), EntryDecoder.user(in), in.readLong());
            default -> throw new IOException("A signal of unknown kind");
        };
    }

    private static Signal entry(DataInputStream in) throws IOException {
        ConversationId conversation = EntryDecoder.conversation(in);
        long seq = in.readLong();
        return new Signal.EntryAppended(conversation, seq, in.readBoolean() ? EntryDecoder.entry(in) : null);
    }

    private static TurnStatus status(DataInputStream in) throws IOException {
        TurnId turn = EntryDecoder.turn(in);
        TurnState state = TurnState.valueOf(EntryDecoder.text(in));
        int attempt = in.readInt();
        String failure = EntryDecoder.text(in);
        return new TurnStatus(
                turn,
                state,
                attempt,
                failure.isEmpty() ? null : TurnFailure.valueOf(failure),
                EntryDecoder.message(in));
    }
}
