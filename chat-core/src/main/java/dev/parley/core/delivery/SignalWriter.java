package dev.parley.core.delivery;

import dev.parley.core.message.Entry;
import dev.parley.core.message.TurnStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes signals as bytes: version, node, number, kind and content. {@link SignalReader} reads them. */
final class SignalWriter {

    static final byte VERSION = 1;

    static final byte LOSS = 0;
    static final byte ENTRY = 1;
    static final byte FRAGMENT = 2;
    static final byte TURN = 3;
    static final byte TYPING = 4;
    static final byte READ = 5;

    /** Behind the version and the node. */
    static final int NUMBER_AT = 1 + 16;

    private final UUID node;
    private final int most;

    SignalWriter(UUID node, int most) {
        this.node = node;
        this.most = most;
    }

    private interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    /** {@return that signals of this node were lost} */
    byte[] loss() {
        return bytes(LOSS, out -> {});
    }

    /** {@return one message, or, of a fragment that is too large for one, several} */
    List<byte[]> write(Signal signal) {
        if (signal instanceof Signal.EntryAppended appended) {
            return List.of(entry(appended));
        }
        if (signal instanceof Signal.FragmentWritten fragment) {
            return fragments(fragment);
        }
        if (signal instanceof Signal.TurnChanged changed) {
            return List.of(bytes(TURN, out -> status(out, changed.status())));
        }
        if (signal instanceof Signal.ReadAdvanced read) {
            return List.of(bytes(READ, out -> {
                EntryEncoder.uuid(out, read.conversation().value());
                EntryEncoder.text(out, read.user().value());
                out.writeLong(read.seq());
            }));
        }
        Signal.UserTyping typing = (Signal.UserTyping) signal;
        return List.of(bytes(TYPING, out -> {
            EntryEncoder.uuid(out, typing.conversation().value());
            EntryEncoder.text(out, typing.user().value());
        }));
    }

    private byte[] entry(Signal.EntryAppended appended) {
        @Nullable Entry entry = appended.entry();
        if (entry != null) {
            byte[] whole = bytes(ENTRY, out -> {
                hint(out, appended);
                out.writeBoolean(true);
                EntryEncoder.write(out, entry);
            });
            if (whole.length <= most) {
                return whole;
            }
        }
        return bytes(ENTRY, out -> {
            hint(out, appended);
            out.writeBoolean(false);
        });
    }

    private static void hint(DataOutputStream out, Signal.EntryAppended appended) throws IOException {
        EntryEncoder.uuid(out, appended.conversation().value());
        out.writeLong(appended.seq());
    }

    private List<byte[]> fragments(Signal.FragmentWritten fragment) {
        int room = most - fragment(fragment, 0, 0).length;
        List<byte[]> messages = new ArrayList<>();
        int from = 0;
        do {
            int to = EntryEncoder.fitting(fragment.text(), from, room);
            messages.add(fragment(fragment, from, to));
            from = to;
        } while (from < fragment.text().length());
        return messages;
    }

    private byte[] fragment(Signal.FragmentWritten fragment, int from, int to) {
        return bytes(FRAGMENT, out -> {
            EntryEncoder.turn(out, fragment.turn());
            out.writeInt(fragment.attempt());
            out.writeInt(fragment.offset() + from);
            EntryEncoder.text(out, fragment.text().substring(from, to));
        });
    }

    private static void status(DataOutputStream out, TurnStatus status) throws IOException {
        EntryEncoder.turn(out, status.id());
        EntryEncoder.text(out, status.state().name());
        out.writeInt(status.attempt());
        EntryEncoder.text(out, status.failure() == null ? "" : status.failure().name());
        EntryEncoder.message(out, status.answer());
    }

    private byte[] bytes(byte kind, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            EntryEncoder.uuid(out, node);
            out.writeInt(0);
            out.writeByte(kind);
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
