package dev.parley.store.jdbc;

import dev.parley.core.auth.LoginIdentity;
import dev.parley.core.auth.NewUser;
import dev.parley.core.auth.UserProfile;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

/** The rows of {@code parley_user}. */
final class UserRows {

    private static final String PROFILE = "SELECT user_id, login, display_login, name, roles, enabled";

    static final String BY_LOGIN =
            PROFILE + ", credential, credential_version FROM parley_user WHERE tenant = :tenant AND login = :login";

    static final String BY_IDS = PROFILE + " FROM parley_user WHERE tenant = :tenant AND user_id = ANY(:users)";

    static final String SEARCH = PROFILE + """

             FROM parley_user
            WHERE tenant = :tenant AND folded_name LIKE :pattern ESCAPE '!'
            ORDER BY tenant, sort_key
            LIMIT :limit
            """;

    static final String UPDATE_CREDENTIAL = """
            UPDATE parley_user SET credential = :credential, credential_version = credential_version + 1
            WHERE tenant = :tenant AND user_id = :user AND credential_version = :expected
            """;

    static final String ANY_HAS_ROLE =
            "SELECT 1 FROM parley_user WHERE tenant = :tenant AND enabled AND :role = ANY(roles) LIMIT 1";

    static final String REPLACE_ROLES =
            "UPDATE parley_user SET roles = :roles WHERE tenant = :tenant AND user_id = :user";

    static final String SET_ENABLED =
            "UPDATE parley_user SET enabled = :enabled WHERE tenant = :tenant AND user_id = :user";

    static final String DELETE = "DELETE FROM parley_user WHERE tenant = :tenant AND user_id = :user";

    private static final String INSERT = """
            INSERT INTO parley_user (tenant, user_id, login, display_login, enabled, name, folded_name, sort_key, roles, credential,
                credential_version)
            VALUES (:tenant, :user, :login, :displayLogin, true, :name, :folded, :sortKey, :roles, :credential, 1)
            """;

    private static final String TAKEN =
            "SELECT 1 FROM parley_user WHERE tenant = :tenant AND (user_id = :user OR login = :login)";

    private UserRows() {}

    /** {@return whether the user is new} */
    static boolean insert(Session session, TenantId tenant, NewUser user) {
        boolean taken = session.query(TAKEN)
                .bind("tenant", tenant.value())
                .bind("user", user.id().value())
                .bind("login", user.login())
                .map((row, context) -> true)
                .findFirst()
                .isPresent();
        return !taken
                && session.update(INSERT + session.dialect().orElseNothing())
                                .bind("tenant", tenant.value())
                                .bind("user", user.id().value())
                                .bind("login", user.login())
                                .bind("displayLogin", user.displayLogin())
                                .bind("name", user.name())
                                .bind("folded", user.name().toLowerCase(Locale.ROOT))
                                .bind("sortKey", sortKey(user))
                                .bindArray(
                                        "roles",
                                        String.class,
                                        user.roles().stream().sorted().toList())
                                .bind("credential", user.credential())
                                .execute()
                        == 1;
    }

    /** Names hold no NUL, so one between name and id keeps a name before every longer one that begins with it. */
    private static byte[] sortKey(NewUser user) {
        return (user.name() + '\0' + user.id().value()).getBytes(StandardCharsets.UTF_16BE);
    }

    static UserProfile profile(ResultSet row) throws SQLException {
        return new UserProfile(
                new UserId(row.getString("user_id")),
                row.getString("login"),
                row.getString("display_login"),
                row.getString("name"),
                Texts.set(row, "roles"),
                row.getBoolean("enabled"));
    }

    static LoginIdentity identity(ResultSet row) throws SQLException {
        return new LoginIdentity(profile(row), row.getString("credential"), row.getInt("credential_version"));
    }

    /** {@return whether a column could hold the text; where it could not, nobody has it} */
    static boolean storable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** {@return a text whose every character stands for itself in a pattern} */
    static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
