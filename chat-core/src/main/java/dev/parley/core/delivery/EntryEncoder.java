package dev.parley.core.delivery;

import dev.parley.core.message.Answer;
import dev.parley.core.message.Entry;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.TurnId;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes entries, and the values that they are made of, as bytes. {@link EntryDecoder} reads them. */
final class EntryEncoder {

    static final byte POSTED = 1;
    static final byte EDITED = 2;
    static final byte REDACTED = 3;
    static final byte JOINED = 4;
    static final byte LEFT = 5;
    static final byte RENAMED = 6;

    private EntryEncoder() {}

    static void write(DataOutputStream out, Entry entry) throws IOException {
        out.writeByte(type(entry));
        uuid(out, entry.conversation().value());
        out.writeLong(entry.seq());
        Instant at = entry.at();
        out.writeLong(at.getEpochSecond());
        out.writeInt(at.getNano());
        text(out, entry.author().value());
        if (entry instanceof Entry.Posted e) {
            out.writeLong(e.ordinal());
            text(out, e.kind().name());
            text(out, e.text());
            message(out, e.replyTo());
            answer(out, e.answer());
            out.writeBoolean(e.wiped());
        } else if (entry instanceof Entry.Edited e) {
            out.writeLong(e.messageSeq());
            out.writeInt(e.revision());
            text(out, e.text());
            out.writeBoolean(e.wiped());
        } else if (entry instanceof Entry.Redacted e) {
            out.writeLong(e.messageSeq());
        } else if (entry instanceof Entry.Joined e) {
            text(out, e.user().value());
            text(out, e.role().name());
        } else if (entry instanceof Entry.Left e) {
            text(out, e.user().value());
        } else if (entry instanceof Entry.Renamed e) {
            text(out, e.title());
            out.writeBoolean(e.wiped());
        }
    }

    private static byte type(Entry entry) {
        if (entry instanceof Entry.Posted) {
            return POSTED;
        }
        if (entry instanceof Entry.Edited) {
            return EDITED;
        }
        if (entry instanceof Entry.Redacted) {
            return REDACTED;
        }
        if (entry instanceof Entry.Joined) {
            return JOINED;
        }
        return entry instanceof Entry.Left ? LEFT : RENAMED;
    }

    private static void answer(DataOutputStream out, @Nullable Answer answer) throws IOException {
        out.writeBoolean(answer != null);
        if (answer != null) {
            turn(out, answer.turn());
            out.writeBoolean(answer.stopped());
        }
    }

    static void turn(DataOutputStream out, TurnId turn) throws IOException {
        uuid(out, turn.conversation().value());
        out.writeLong(turn.seq());
        text(out, turn.bot().value());
    }

    static void message(DataOutputStream out, @Nullable MessageId message) throws IOException {
        out.writeBoolean(message != null);
        if (message != null) {
            uuid(out, message.conversation().value());
            out.writeLong(message.seq());
        }
    }

    static void uuid(DataOutputStream out, UUID uuid) throws IOException {
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** {@return up to where a text can be taken so that it has at most so many bytes, and no code point is split} */
    static int fitting(String text, int from, int bytes) {
        int left = bytes;
        int to = from;
        while (to < text.length()) {
            int codePoint = text.codePointAt(to);
            left -= codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            to += Character.charCount(codePoint);
        }
        return to;
    }
}
