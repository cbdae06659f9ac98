package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As whom a database may be opened. */
class DatabaseRolesPostgresIT {

    private static void assertRefused(JdbcDatabaseConfig config, String... words) {
        assertThatThrownBy(() -> JdbcDatabase.open(config)).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
            assertThat(e.getMessage()).contains(words).doesNotContain("\n");
        });
    }

    @Test
    void inProductionOnlyALoginThatPoliciesHoldForIsTaken() throws SQLException {
        GuardedDatabase server = new GuardedDatabase();
        assertRefused(server.calls(), "not those of this version", "no owner was given");
        JdbcDatabase.open(server.callsWithOwner()).close();
        try (JdbcDatabase database = JdbcDatabase.open(server.calls())) {
            ConversationId id = GuardedDatabase.fill(database, TenantId.DEFAULT);
            assertThat(JdbcChatStore.on(database, InstantSource.system())
                            .log()
                            .find(Principal.of("alice"), id, Room.patience()))
                    .isPresent();
        }
        JdbcDatabaseConfig superuser = server.administrator().withProduction(true);
        JdbcLogin owner = new JdbcLogin("parley_migrations", "");
        assertRefused(superuser.withOwner(owner), "above row security", "roles.sql");
        assertRefused(server.callsWithOwner().withCredentials("parley_migrations", ""), "not a member");
        try (Connection connection = server.asAdministrator();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE parley_does_all LOGIN");
            statement.execute("GRANT parley_app, parley_writer, parley_worker, parley_owner TO parley_does_all");
            statement.execute("ALTER ROLE parley_does_all SET search_path = parley");
        }
        assertRefused(server.callsWithOwner().withCredentials("parley_does_all", ""), "may change the tables");
    }

    /** Makes the roles that are missing and goes on as them: a host tries the library with the login that it has. */
    @Test
    void outsideOfProductionALoginThatMayMakeRolesIsEnough() throws SQLException {
        JdbcDatabaseConfig administrator = PostgresServer.newDatabase();
        try (Connection connection = new GuardedDatabase().asAdministrator();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE developer LOGIN CREATEROLE");
            statement.execute("GRANT parley_app, parley_writer, parley_worker TO developer WITH ADMIN OPTION");
            statement.execute("CREATE ROLE stranger LOGIN");
            String name = administrator.jdbcUrl().replaceFirst(".*/", "");
            statement.execute("ALTER DATABASE " + name + " OWNER TO developer");
        }
        assertRefused(administrator.withCredentials("stranger", ""), "right to create tables");
        try (JdbcDatabase database = JdbcDatabase.open(administrator.withCredentials("developer", ""))) {
            Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
            room.append(Room.ALICE, "k", "text");
            assertThat(room.texts()).containsExactly("text");
            assertThat(JdbcUserDirectory.on(database).findById(TenantId.DEFAULT, new UserId("alice"), Room.patience()))
                    .isEmpty();
        }
        assertRefused(administrator.withCredentials("stranger", ""), "right to create tables");
    }

    private static HikariDataSource pool(JdbcDatabaseConfig config, String user, boolean autoCommit) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.jdbcUrl());
        pool.setUsername(user);
        pool.setAutoCommit(autoCommit);
        pool.setMaximumPoolSize(2);
        return new HikariDataSource(pool);
    }

    /** What was granted at the first start has to be there for the calls, which have other connections. */
    @Test
    void whatIsMadeStaysInAPoolThatDoesNotCommitByItself() throws SQLException {
        JdbcDatabaseConfig administrator = PostgresServer.newDatabase();
        try (Connection connection = new GuardedDatabase().asAdministrator();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE parley_host LOGIN");
            statement.execute(
                    "GRANT parley_app, parley_writer, parley_worker TO parley_host WITH ADMIN TRUE, SET FALSE");
            String name = administrator.jdbcUrl().replaceFirst(".*/", "");
            statement.execute("ALTER DATABASE " + name + " OWNER TO parley_host");
        }
        try (HikariDataSource pool = pool(administrator, "parley_host", false)) {
            try (JdbcDatabase database = JdbcDatabase.on(pool)) {
                Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
                room.append(Room.ALICE, "k", "text");
                assertThat(room.texts()).containsExactly("text");
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isFalse();
            }
        }
    }

    /** Hikari does not know of roles: a connection in another one would serve the host's own queries next. */
    @Test
    void aFailedCheckGivesTheConnectionBackInItsRole() throws SQLException {
        GuardedDatabase server = new GuardedDatabase();
        try (Connection connection = server.asAdministrator();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE parley_half LOGIN");
            statement.execute("GRANT parley_worker TO parley_half");
        }
        for (boolean autoCommit : new boolean[] {true, false}) {
            try (HikariDataSource pool = pool(server.administrator(), "parley_half", autoCommit)) {
                pool.setMaximumPoolSize(1);
                assertThatThrownBy(() -> DatabaseRoles.check(pool, false)).hasMessageContaining("not a member");
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("SELECT current_user")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("parley_half");
                    assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                }
            }
        }
    }

    /** Otherwise reads would find nothing, or be held to no policy as a superuser. */
    @Test
    void aDriverThatSendsSettingsAheadIsRefused() {
        JdbcDatabaseConfig plain = PostgresServer.newDatabase();
        JdbcDatabase.open(plain).close();
        for (String option : List.of("preferQueryMode=simple", "stringtype=unspecified")) {
            String url = plain.jdbcUrl() + "?" + option;
            assertRefused(JdbcDatabaseConfig.of(url).withCredentials("postgres", ""), "preferQueryMode", "stringtype");
        }
    }
}
