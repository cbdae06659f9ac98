package dev.parley.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the last page as one would by hand, without the library. */
final class RawReader {

    /** Ordered by the whole key, for H2 would sort the conversation otherwise. */
    private static final String BACKWARDS = " ORDER BY conversation_id DESC, seq DESC";

    static final String KEYSET = "SELECT " + Row.COLUMNS + " FROM parley_entry WHERE conversation_id = ?"
            + " AND type = 'posted'" + BACKWARDS + " LIMIT " + HistoryPage.PAGE;

    private static final String SEATED = "SELECT " + Row.COLUMNS + " FROM parley_entry WHERE conversation_id = ?"
            + " AND type = 'posted' AND seq >= (SELECT visible_from FROM parley_participant"
            + " WHERE conversation_id = ? AND user_id = ? AND tenant = ?)" + BACKWARDS + " LIMIT " + HistoryPage.PAGE;

    private static final String OFFSET = "SELECT " + Row.COLUMNS + " FROM parley_entry WHERE conversation_id = ?"
            + " AND type = 'posted' ORDER BY conversation_id, seq OFFSET ? ROWS FETCH NEXT " + HistoryPage.PAGE
            + " ROWS ONLY";

    private final DataSource pool;

    RawReader(DataSource pool) {
        this.pool = pool;
    }

    /** The last page, without asking who reads. */
    List<Row> keyset(UUID conversation) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement(KEYSET)) {
            query.setObject(1, conversation);
            return ascending(read(query));
        }
    }

    /** The last page, if the reader takes part. */
    List<Row> seatedKeyset(UUID conversation) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement(SEATED)) {
            query.setObject(1, conversation);
            query.setObject(2, conversation);
            query.setString(3, Transcript.AUTHOR.user().value());
            query.setString(4, Transcript.AUTHOR.tenant().value());
            return ascending(read(query));
        }
    }

    /** The last page by its distance from the beginning. */
    List<Row> offset(UUID conversation, long before) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement(OFFSET)) {
            query.setObject(1, conversation);
            query.setLong(2, before);
            return read(query);
        }
    }

    /** The round trip alone. */
    int one() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT 1");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<Row> read(PreparedStatement query) throws SQLException {
        List<Row> page = new ArrayList<>(HistoryPage.PAGE);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                page.add(Row.read(rows));
            }
        }
        if (page.size() != HistoryPage.PAGE) {
            throw new IllegalStateException("The page has " + page.size() + " messages");
        }
        return page;
    }

    private static List<Row> ascending(List<Row> page) {
        Collections.reverse(page);
        return page;
    }
}
