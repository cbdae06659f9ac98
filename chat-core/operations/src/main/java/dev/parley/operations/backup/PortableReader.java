package dev.parley.operations.backup;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.portable.PortableColumn;
import dev.parley.core.portable.PortableOrder;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import dev.parley.core.portable.PortableTable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one part. */
final class PortableReader implements PortableRows {

    private final String part;
    private final PortableTable table;
    private final LineReader lines;
    private @Nullable PortableRow last;
    private long number;
    private boolean refused;

    /**
     * Reads a part.
     *
     * @param last the last row of the part before it, if that is of the same table
     */
    PortableReader(String part, PortableTable table, @Nullable PortableRow last, InputStream in) {
        this.part = part;
        this.table = table;
        this.last = last;
        this.lines = new LineReader(in);
    }

    /** {@return whether a line could not be read} */
    boolean refused() {
        return refused;
    }

    /** {@return the row that was read last} */
    @Nullable
    PortableRow last() {
        return last;
    }

    @Override
    public @Nullable PortableRow next() throws IOException {
        number++;
        PortableRow row;
        try {
            if (!lines.next()) {
                return null;
            }
            row = parsed();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // Without the cause: it quotes what it could not read.
            throw unreadable();
        }
        if (last != null && PortableOrder.compare(last, row, table.keyColumns()) >= 0) {
            throw unreadable();
        }
        last = row;
        return row;
    }

    private ChatException unreadable() {
        refused = true;
        return ChatException.fault(
                ErrorCode.BACKUP_UNREADABLE,
                "Part " + part + " can't be read at line " + number + ": it is no row of " + table.id()
                        + " that follows the one before it",
                null);
    }

    private PortableRow parsed() throws IOException {
        List<@Nullable Object> values =
                new ArrayList<>(Collections.nCopies(table.columns().size(), null));
        try (JsonParser json = PortableLines.JSON.createParser(lines.bytes(), 0, lines.length())) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                int place = table.indexOf(json.currentName());
                require(place >= 0 && values.get(place) == null);
                json.nextToken();
                values.set(place, value(table.columns().get(place), json));
            }
            require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        }
        return PortableRow.of(table, values);
    }

    private static void require(boolean rule) {
        if (!rule) {
            throw new IllegalArgumentException("Not a row");
        }
    }

    private static Object value(PortableColumn column, JsonParser json) throws IOException {
        return switch (column.type()) {
            case TEXT -> text(json);
            case LONG -> number(json);
            case BOOLEAN -> json.getBooleanValue();
            case INSTANT -> Instant.EPOCH.plus(number(json), ChronoUnit.MICROS);
            case UUID -> uuid(text(json));
            case BYTES -> bytes(text(json));
            case TEXTS -> texts(json);
        };
    }

    private static String text(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_STRING);
        return json.getText();
    }

    private static long number(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    /** Spelled in one way only, as are bytes. */
    private static UUID uuid(String text) {
        UUID uuid = UUID.fromString(text);
        require(uuid.toString().equals(text));
        return uuid;
    }

    private static byte[] bytes(String text) {
        byte[] bytes = PortableLines.HEX.parseHex(text);
        require(PortableLines.HEX.formatHex(bytes).equals(text));
        return bytes;
    }

    private static List<String> texts(JsonParser json) throws IOException {
        require(json.currentToken() == JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            texts.add(text(json));
        }
        return texts;
    }

    /** The stream is closed by whom it came from. */
    @Override
    public void close() {}

    /** Cuts a stream at the ends of lines; each line has one, and none is longer than any row can be. */
    private static final class LineReader {

        private static final int BLOCK = 1 << 16;

        /** Two long texts, each unit of which takes six bytes when it is escaped, and all the short ones. */
        private static final int LONGEST = 25_000_000;

        private final InputStream in;
        private final byte[] block = new byte[BLOCK];
        private int from;
        private int to;
        private byte[] line = new byte[1 << 10];
        private int length;

        LineReader(InputStream in) {
            this.in = in;
        }

        byte[] bytes() {
            return line;
        }

        int length() {
            return length;
        }

        /** {@return whether there is a line} */
        boolean next() throws IOException {
            length = 0;
            while (true) {
                if (from == to) {
                    from = 0;
                    to = in.read(block);
                    if (to < 0) {
                        to = 0;
                        require(length == 0);
                        return false;
                    }
                }
                int end = from;
                while (end < to && block[end] != '\n') {
                    end++;
                }
                append(end - from);
                boolean whole = end < to;
                from = whole ? end + 1 : end;
                if (whole) {
                    return true;
                }
            }
        }

        private void append(int count) {
            require(length + count <= LONGEST);
            if (length + count > line.length) {
                line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
            }
            System.arraycopy(block, from, line, length, count);
            length += count;
        }
    }
}
