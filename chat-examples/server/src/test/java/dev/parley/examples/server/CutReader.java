package dev.parley.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.examples.server.EventStream.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A reader whose connection breaks off, each time one byte later than before; after a complete entry it begins at the first
 * byte again. It goes on from the last complete entry.
 */
final class CutReader {

    private static final int MOST_CUTS = 20_000;

    private final TestServer server;
    private final Client user;
    private final String conversation;
    private final Reply reply = new Reply();
    private long cursor;
    private int length = 1;

    CutReader(TestServer server, Client user, String conversation) {
        this.server = server;
        this.user = user;
        this.conversation = conversation;
    }

    long cursor() {
        return cursor;
    }

    String text() {
        return reply.text();
    }

    void until(BooleanSupplier enough) {
        for (int cuts = 0; !enough.getAsBoolean(); cuts++) {
            assertThat(cuts).as("cuts until the text was %s", text()).isLessThan(MOST_CUTS);
            read();
        }
    }

    private void read() {
        long before = cursor;
        String id = Long.toString(cursor);
        try (EventStream stream = EventStream.open(server, user, conversation, "?after=0", "Last-Event-ID", id)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < length; i++) {
                bytes.write(stream.read());
            }
            // The rest of an event is thrown away, as a browser does.
            String text = bytes.toString(StandardCharsets.UTF_8);
            int end = text.lastIndexOf("\n\n");
            for (String block : text.substring(0, Math.max(0, end)).split("\n\n", -1)) {
                take(block);
            }
        }
        length = cursor > before ? 1 : length + 1;
    }

    private void take(String block) {
        List<String> lines = Arrays.stream(block.split("\n", -1))
                .filter(line -> !line.isEmpty() && !line.startsWith(":"))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        Event event = EventStream.event(lines);
        reply.take(event);
        if (!event.id().isEmpty()) {
            assertThat(Long.parseLong(event.id())).isEqualTo(cursor + 1);
            cursor++;
        }
    }
}
