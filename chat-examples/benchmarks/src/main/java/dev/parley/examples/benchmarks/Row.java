package dev.parley.examples.benchmarks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * A message as an application would map it: what a page has to show, and nothing of the library.
 *
 * @param conversationId the conversation
 * @param seq its place
 * @param author who said it
 * @param kind who speaks
 * @param body as posted
 * @param currentBody as edited, or null
 * @param replyTo the message replied to, or null
 * @param happenedAt when it was posted
 * @param editedAt when it was edited, or null
 * @param revision how often it was
 * @param wiped whether it was redacted
 * @param ordinal its number
 */
public record Row(
        UUID conversationId,
        long seq,
        String author,
        String kind,
        String body,
        @Nullable String currentBody,
        @Nullable Long replyTo,
        OffsetDateTime happenedAt,
        @Nullable OffsetDateTime editedAt,
        int revision,
        boolean wiped,
        long ordinal) {

    static final String COLUMNS = "conversation_id, seq, author, kind, body, current_body, reply_to, happened_at,"
            + " edited_at, revision, wiped, ordinal";

    /** Jdbi's own, by the names of the components. */
    static final RowMapper<Row> MAPPER = ConstructorMapper.of(Row.class);

    static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getObject(7, Long.class),
                row.getObject(8, OffsetDateTime.class),
                row.getObject(9, OffsetDateTime.class),
                row.getInt(10),
                row.getBoolean(11),
                row.getLong(12));
    }
}
