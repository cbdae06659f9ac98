package dev.parley.store.jdbc;

import dev.parley.core.auth.ApiKey;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The rows of {@code parley_api_key}. */
final class ApiKeySql {

    private static final String COLUMNS =
            "SELECT tenant, id, user_id, name, scopes, created_at, expires_at, last_used_at FROM parley_api_key";

    private static final String OF_USER = " WHERE tenant = :tenant AND user_id = :user";
    private static final String STANDS = " AND (expires_at IS NULL OR expires_at > <now>)";

    static final String FIND = COLUMNS + " WHERE hash = :hash" + STANDS;

    static final String LIST = COLUMNS + OF_USER + " ORDER BY created_at DESC, id";

    /** Two queries in one: for either of two conditions H2 would read the whole table. */
    static final String TAKEN = "SELECT 1 FROM parley_api_key WHERE tenant = :tenant AND id = :id"
            + " UNION ALL SELECT 1 FROM parley_api_key WHERE hash = :hash";

    static final String COUNT = "SELECT COUNT(*) FROM parley_api_key" + OF_USER;

    static final String CREATE = """
            INSERT INTO parley_api_key (tenant, id, user_id, name, hash, scopes, created_at, expires_at)
            VALUES (:tenant, :id, :user, :name, :hash, :scopes, :createdAt, :expiresAt)
            """;

    static final String TOUCH =
            "UPDATE parley_api_key SET last_used_at = GREATEST(COALESCE(last_used_at, <now>), <now>)"
                    + " WHERE tenant = :tenant AND id = :id" + STANDS;

    static final String DELETE_ALL = "DELETE FROM parley_api_key" + OF_USER;

    static final String DELETE = DELETE_ALL + " AND id = :id";

    private ApiKeySql() {}

    static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                new TenantId(row.getString("tenant")),
                new UserId(row.getString("user_id")),
                row.getString("name"),
                Texts.set(row, "scopes"),
                Times.read(row, "created_at"),
                Times.readNullable(row, "expires_at"),
                Times.readNullable(row, "last_used_at"));
    }
}
