package dev.parley.core.delivery;

import dev.parley.core.message.Answer;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.MessageKind;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EntryEncoder} has written, from bytes that are all there. */
final class EntryDecoder {

    private EntryDecoder() {}

    static Entry entry(DataInputStream in) throws IOException {
        byte type = in.readByte();
        ConversationId conversation = conversation(in);
        long seq = in.readLong();
        Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
        UserId author = user(in);
        return switch (type) {
            case EntryEncoder.POSTED ->
                new Entry.Posted(
                        conversation,
                        seq,
                        at,
                        author,
                        in.readLong(),
                        MessageKind.valueOf(text(in)),
                        text(in),
                        message(in),
                        in.readBoolean() ? new Answer(turn(in), in.readBoolean()) : null,
                        in.readBoolean());
            case EntryEncoder.EDITED ->
                new Entry.Edited(
                        conversation, seq, at, author, in.readLong(), in.readInt(), text(in), in.readBoolean());
            case EntryEncoder.REDACTED -> new Entry.Redacted(conversation, seq, at, author, in.readLong());
            case EntryEncoder.JOINED ->
                new Entry.Joined(conversation, seq, at, author, user(in), ParticipantRole.valueOf(text(in)));
            case EntryEncoder.LEFT -> new Entry.Left(conversation, seq, at, author, user(in));
            case EntryEncoder.RENAMED -> new Entry.Renamed(conversation, seq, at, author, text(in), in.readBoolean());
            default -> throw new IOException("An entry of unknown type");
        };
    }

    static TurnId turn(DataInputStream in) throws IOException {
        return new TurnId(conversation(in), in.readLong(), user(in));
    }

    static @Nullable MessageId message(DataInputStream in) throws IOException {
        return in.readBoolean() ? new MessageId(conversation(in), in.readLong()) : null;
    }

    static ConversationId conversation(DataInputStream in) throws IOException {
        return new ConversationId(uuid(in));
    }

    static UserId user(DataInputStream in) throws IOException {
        return new UserId(text(in));
    }

    static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("A text longer than what is left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
