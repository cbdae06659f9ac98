package dev.parley.store.jdbc;

import dev.parley.core.delivery.Signal;
import dev.parley.core.message.TurnStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes signals as payloads of notifications: version, node, number, kind and content, in Base64, for the encoding of a
 * database may know no more than ASCII. {@link SignalReader} reads them.
 */
final class SignalWriter {

    static final byte VERSION = 1;

    static final byte LOSS = 0;
    static final byte ENTRY = 1;
    static final byte FRAGMENT = 2;
    static final byte TURN = 3;
    static final byte TYPING = 4;
    static final byte READ = 5;

    /** PostgreSQL takes less than 8,000 bytes; four of Base64 carry three. */
    static final int MOST_BYTES = 7_999 / 4 * 3;

    private final UUID node;

    /** The database delivers payloads that are the same once for each transaction; so no two are. */
    private final AtomicInteger number = new AtomicInteger();

    SignalWriter(UUID node) {
        this.node = node;
    }

    private interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    /** {@return that signals of this node were lost} */
    String loss() {
        return text(bytes(LOSS, out -> {}));
    }

    /** {@return one payload, or, of a fragment that is too large for one, several} */
    List<String> write(Signal signal) {
        if (signal instanceof Signal.EntryAppended appended) {
            return List.of(text(entry(appended)));
        }
        if (signal instanceof Signal.FragmentWritten fragment) {
            return fragments(fragment);
        }
        if (signal instanceof Signal.TurnChanged changed) {
            return List.of(text(bytes(TURN, out -> status(out, changed.status()))));
        }
        if (signal instanceof Signal.ReadAdvanced read) {
            return List.of(text(bytes(READ, out -> {
                EntryEncoder.uuid(out, read.conversation().value());
                EntryEncoder.text(out, read.user().value());
                out.writeLong(read.seq());
            })));
        }
        Signal.UserTyping typing = (Signal.UserTyping) signal;
        return List.of(text(bytes(TYPING, out -> {
            EntryEncoder.uuid(out, typing.conversation().value());
            EntryEncoder.text(out, typing.user().value());
        })));
    }

    private byte[] entry(Signal.EntryAppended appended) {
        if (appended.entry() != null) {
            byte[] whole = bytes(ENTRY, out -> {
                hint(out, appended);
                out.writeBoolean(true);
                EntryEncoder.write(out, appended.entry());
            });
            if (whole.length <= MOST_BYTES) {
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

    private List<String> fragments(Signal.FragmentWritten fragment) {
        int room = MOST_BYTES - fragment(fragment, 0, 0).length;
        List<String> payloads = new ArrayList<>();
        int from = 0;
        do {
            int to = EntryEncoder.fitting(fragment.text(), from, room);
            payloads.add(text(fragment(fragment, from, to)));
            from = to;
        } while (from < fragment.text().length());
        return payloads;
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
            out.writeInt(number.getAndIncrement());
            out.writeByte(kind);
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
