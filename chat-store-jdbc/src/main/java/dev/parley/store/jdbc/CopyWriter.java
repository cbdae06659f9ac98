package dev.parley.store.jdbc;

import dev.parley.core.portable.PortableRow;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/** Writes rows in the text format of COPY, as PostgreSQL's documentation of COPY describes it under "File Formats". */
final class CopyWriter implements PortableDialect.RowWriter {

    private static final int BLOCK = 1 << 16;

    private final List<PortableSql.Written> columns;
    private final CopyIn copy;
    private final StringBuilder block = new StringBuilder(2 * BLOCK);

    CopyWriter(List<PortableSql.Written> columns, CopyIn copy) {
        this.columns = columns;
        this.copy = copy;
    }

    @Override
    public void write(PortableRow row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                block.append('\t');
            }
            append(columns.get(i).value().apply(row));
        }
        block.append('\n');
        if (block.length() >= BLOCK) {
            flush();
        }
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            block.append("\\N");
        } else if (value instanceof String text) {
            escape(text);
        } else if (value instanceof byte[] bytes) {
            block.append("\\\\x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof List<?> texts) {
            escape(array(texts));
        } else {
            // Numbers, truths, instants and UUIDs are spelled as PostgreSQL reads them.
            block.append(value);
        }
    }

    private static String array(List<?> texts) {
        StringBuilder array = new StringBuilder("{");
        for (Object text : texts) {
            array.append(array.length() > 1 ? "," : "")
                    .append('"')
                    .append(text.toString().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return array.append('}').toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> block.append("\\\\");
                case '\n' -> block.append("\\n");
                case '\r' -> block.append("\\r");
                case '\t' -> block.append("\\t");
                default -> block.append(c);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = block.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        block.setLength(0);
    }

    @Override
    public void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
