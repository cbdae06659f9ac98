package dev.parley.store.jdbc;

/** The rows of {@code parley_refresh_family} and {@code parley_refresh_token}. */
final class RefreshSql {

    private static final String KEY = " WHERE tenant = :tenant AND session_id = :id";

    /** Tokens never change, so the family's lock is that of all. */
    private static final String LOCK = """
            SELECT f.tenant, f.session_id, f.user_id, f.ends_at, f.newest, f.expires_at, f.previous, f.spent_at,
                f.sealed_successor, f.reused,
                EXISTS (SELECT 1 FROM parley_refresh_token WHERE hash = :successor) AS successor_taken
            FROM parley_refresh_token t
            JOIN parley_refresh_family f ON f.tenant = t.tenant AND f.session_id = t.session_id
            WHERE t.hash = :presented
            """;

    static final String TAKEN = "SELECT 1 FROM parley_refresh_token WHERE hash = :hash UNION ALL"
            + " SELECT 1 FROM parley_refresh_family" + KEY;

    static final String ADD_FAMILY = """
            INSERT INTO parley_refresh_family (tenant, session_id, user_id, ends_at, newest, expires_at, reused)
            VALUES (:tenant, :id, :user, :endsAt, :hash, :expiresAt, FALSE)
            """;

    static final String ADD_TOKEN =
            "INSERT INTO parley_refresh_token (hash, tenant, session_id) VALUES (:hash, :tenant, :id)";

    static final String SPEND = """
            UPDATE parley_refresh_family SET newest = :hash, expires_at = :expiresAt, previous = :presented,
                spent_at = :now, sealed_successor = :sealed
            """ + KEY;

    static final String KILL = "UPDATE parley_refresh_family SET reused = TRUE, sealed_successor = NULL" + KEY;

    /** The tokens go with it. */
    static final String DELETE = "DELETE FROM parley_refresh_family" + KEY;

    static final String DELETE_ALL =
            "DELETE FROM parley_refresh_family WHERE tenant = :tenant AND user_id = :user AND session_id <> :except";

    static final String OVER = """
            SELECT tenant, session_id AS id FROM parley_refresh_family WHERE expires_at <= (SELECT <now>)
            ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED
            """;

    private RefreshSql() {}

    static String lock(Dialect dialect) {
        return dialect.withPresent(LOCK + dialect.lockFamily());
    }
}
