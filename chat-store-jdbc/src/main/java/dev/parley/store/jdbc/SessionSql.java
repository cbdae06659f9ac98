package dev.parley.store.jdbc;

import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.message.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The rows of {@code parley_session}. */
final class SessionSql {

    private static final String COLUMNS =
            "SELECT id, user_id, device, address, second_factor, created_at, last_seen_at, expires_at FROM parley_session";

    private static final String KEY = " WHERE tenant = :tenant AND id = :id";
    private static final String OF_USER = " WHERE tenant = :tenant AND user_id = :user";
    private static final String LIVES = " AND expires_at > <now>";
    private static final String NEWEST_FIRST = " ORDER BY last_seen_at DESC, id";

    static final String FIND = COLUMNS + KEY + LIVES;

    static final String LIST = COLUMNS + OF_USER + LIVES + NEWEST_FIRST;

    static final String TAKEN = "SELECT 1 FROM parley_session" + KEY;

    /** What has to make room for one more. */
    static final String SURPLUS =
            "SELECT id FROM parley_session" + OF_USER + LIVES + NEWEST_FIRST + " LIMIT 10000 OFFSET :room";

    static final String OPEN = """
            INSERT INTO parley_session (tenant, id, user_id, device, address, second_factor, created_at, last_seen_at,
                idle_micros, ends_at, expires_at)
            VALUES (:tenant, :id, :user, :device, :address, :secondFactor, :now, :now, :idle, :endsAt, :expiresAt)
            """;

    static final String LOCK = "SELECT user_id FROM parley_session" + KEY + LIVES + " FOR UPDATE";

    static final String DELETE = "DELETE FROM parley_session" + KEY;

    static final String DELETE_LIVING = "DELETE FROM parley_session" + OF_USER + " AND id <> :except" + LIVES;

    /** Also what has ended, for it still tells of the user. */
    static final String DELETE_REST = "DELETE FROM parley_session" + OF_USER + " AND id <> :except";

    static final String OVER = """
            SELECT tenant, id FROM parley_session WHERE expires_at <= (SELECT <now>)
            ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED
            """;

    private SessionSql() {}

    /** {@return what moves a session on; never back, for nodes may ask in another order than they were asked} */
    static String touch(Dialect dialect) {
        return """
                UPDATE parley_session SET address = :address, last_seen_at = GREATEST(last_seen_at, <now>),
                    expires_at = GREATEST(expires_at, LEAST(ends_at, %s))
                """.formatted(dialect.plus("<now>", "idle_micros")) + KEY + LIVES;
    }

    static Session read(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getString("id")),
                new UserId(row.getString("user_id")),
                row.getString("device"),
                row.getString("address"),
                row.getBoolean("second_factor"),
                Times.read(row, "created_at"),
                Times.read(row, "last_seen_at"),
                Times.read(row, "expires_at"));
    }
}
