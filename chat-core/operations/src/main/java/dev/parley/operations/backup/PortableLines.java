package dev.parley.operations.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.parley.core.portable.PortableColumn;
import dev.parley.core.portable.PortableRow;
import dev.parley.core.portable.PortableRows;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/** Writes rows as JSON, each in a line. */
final class PortableLines {

    static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static final HexFormat HEX = HexFormat.of();

    private PortableLines() {}

    /** {@return how many rows were written, which is as many as there are, but not more than {@code most}} */
    static long write(PortableRows rows, int most, OutputStream out) throws IOException {
        long count = 0;
        try (JsonGenerator json = JSON.createGenerator(out)) {
            while (count < most) {
                PortableRow row = rows.next();
                if (row == null) {
                    break;
                }
                write(row, json);
                count++;
            }
        }
        return count;
    }

    private static void write(PortableRow row, JsonGenerator json) throws IOException {
        List<PortableColumn> columns = row.table().columns();
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.values().get(i);
            if (value != null) {
                json.writeFieldName(columns.get(i).name());
                write(columns.get(i), value, json);
            }
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private static void write(PortableColumn column, Object value, JsonGenerator json) throws IOException {
        switch (column.type()) {
            case TEXT -> json.writeString((String) value);
            case LONG -> json.writeNumber((Long) value);
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case INSTANT -> json.writeNumber(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
            case UUID -> json.writeString(value.toString());
            case BYTES -> json.writeString(HEX.formatHex((byte[]) value));
            case TEXTS -> {
                json.writeStartArray();
                for (Object text : (List<?>) value) {
                    json.writeString((String) text);
                }
                json.writeEndArray();
            }
        }
    }
}
