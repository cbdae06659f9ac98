package dev.parley.store.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** Fills the tables of sessions and keys behind the back of the stores, and asks the database how it looks one up. */
final class AccessPlan {

    static final int ROWS = 10_000;
    static final int LIMIT = 20;

    private static final OffsetDateTime AT = OffsetDateTime.now(ZoneOffset.UTC);

    private final Jdbi jdbi;
    private final Dialect dialect;

    AccessPlan(DataSource dataSource, Dialect dialect) {
        this.dialect = dialect;
        this.jdbi = Jdbi.create(dataSource)
                .configure(
                        SqlStatements.class,
                        statements -> statements.setUnusedBindingAllowed(true).define("now", dialect.now()))
                .registerArrayType(String.class, dialect.textArrayType());
    }

    /** {@return what runs while users log in, use what is open, and are kept out; nobody but a plan looks these up} */
    Map<String, String> statements() {
        return Map.ofEntries(
                Map.entry("session by id", SessionSql.FIND),
                Map.entry("touch", SessionSql.touch(dialect)),
                Map.entry("sessions of a user", SessionSql.LIST),
                Map.entry("sessions that are over", SessionSql.OVER),
                Map.entry("refresh by hash", RefreshSql.lock(dialect)),
                Map.entry("families that are over", RefreshSql.OVER),
                Map.entry("families of a user", RefreshSql.DELETE_ALL),
                Map.entry("API key by hash", ApiKeySql.FIND),
                Map.entry("API keys of a user", ApiKeySql.LIST),
                Map.entry("API key in use", ApiKeySql.TAKEN),
                Map.entry("changes, none new", JdbcAccessChanges.SINCE),
                Map.entry("lanes", dialect.withPresent(Lanes.LOCK)),
                Map.entry("lanes with nothing to remember", Lanes.OVER),
                Map.entry("raising", dialect.raise().get(dialect.raise().size() > 1 ? 1 : 0)));
    }

    /** Everything lives for an hour, and each user has one of each. */
    void fill(String numbers, String hash) {
        String from = " FROM (" + numbers + ") s";
        String later = "CAST(? AS timestamp with time zone)";
        String name = "CAST(n AS varchar)";
        try (Handle handle = jdbi.open()) {
            handle.execute(
                    "INSERT INTO parley_session SELECT 'default', " + name + ", " + name + ", 'Browser', '', FALSE, "
                            + String.join(", ", later, later, "3600000000", later, later) + from,
                    AT,
                    AT,
                    AT.plusHours(1),
                    AT.plusHours(1),
                    ROWS);
            handle.execute(
                    "INSERT INTO parley_refresh_family (tenant, session_id, user_id, ends_at, newest, expires_at, reused)"
                            + " SELECT 'default', " + name + ", " + name + ", " + later + ", " + hash + ", " + later
                            + ", FALSE" + from,
                    AT.plusHours(1),
                    AT.plusHours(1),
                    ROWS);
            handle.execute(
                    "INSERT INTO parley_refresh_token (hash, tenant, session_id) SELECT " + hash + ", 'default', "
                            + name + from,
                    ROWS);
            handle.execute(
                    "INSERT INTO parley_api_key (tenant, id, user_id, name, hash, scopes, created_at)"
                            + " SELECT 'default', " + name + ", " + name + ", 'Key', " + hash + ", ARRAY['*'], " + later
                            + from,
                    AT,
                    ROWS);
            handle.execute("UPDATE parley_access_head SET seq = ?", ROWS);
            handle.execute(
                    "INSERT INTO parley_access_change SELECT n, 'default', " + name + ", " + later + from, AT, ROWS);
            handle.execute(
                    "INSERT INTO parley_login_lane (lane, failures, slots, taken, closures, idle_from)" + " SELECT "
                            + name + ", ARRAY[n], ARRAY['s'], ARRAY[n], 0, " + later + from,
                    AT.plusHours(1),
                    ROWS);
        }
    }

    void execute(String statement) {
        try (Handle handle = jdbi.open()) {
            handle.execute(statement);
        }
    }

    /** Looks for the one in the middle, or for what is over. What it changes on the way is not kept. */
    String explain(String prefix, String sql) {
        try (Handle handle = jdbi.open()) {
            handle.begin();
            String explained = String.join(
                    "\n",
                    handle.createQuery(prefix + sql)
                            .bind("tenant", "default")
                            .bind("id", "5000")
                            .bind("user", "5000")
                            .bind("except", "")
                            .bind("address", "")
                            .bind("hash", new byte[] {1})
                            .bind("presented", new byte[] {1})
                            .bind("successor", new byte[] {2})
                            .bind("cursor", ROWS)
                            .bindArray("lanes", String.class, "5000", "5001")
                            .bind("limit", LIMIT)
                            .mapTo(String.class)
                            .list());
            handle.rollback();
            return explained;
        }
    }
}
