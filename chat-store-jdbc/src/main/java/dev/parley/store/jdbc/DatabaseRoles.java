package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The roles of PostgreSQL as which transactions work, so that row policies hold for them. In production an administrator makes
 * them ({@code roles.sql}); otherwise they are made here, if the login may do that.
 */
final class DatabaseRoles {

    private static final String HINT = "; let an administrator run roles.sql, which is in the jar of the store";

    /** Several may do this at once: a role is one of the whole server. */
    private static final String MAKE = """
            DO $$
            DECLARE
                wanted text;
            BEGIN
                FOREACH wanted IN ARRAY ARRAY['parley_app', 'parley_writer', 'parley_worker', 'parley_reader'] LOOP
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
                        BEGIN
                            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
                        EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN
                            NULL;
                        END;
                    END IF;
                END LOOP;
                IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
                    BEGIN
                        GRANT parley_app, parley_writer, parley_worker TO SESSION_USER;
                    EXCEPTION WHEN insufficient_privilege OR undefined_object OR internal_error THEN
                        NULL;
                    END;
                END IF;
            END
            $$
            """;

    private static final String COUNT = """
            SELECT count(*) = 4 FROM pg_roles
            WHERE rolname IN ('parley_app', 'parley_writer', 'parley_worker', 'parley_reader')
            """;

    private static final String LOGIN = """
            SELECT r.rolsuper, r.rolbypassrls, c.oid IS NOT NULL AS sees,
                pg_has_role(session_user, c.relowner, 'MEMBER') AS owns
            FROM pg_roles r
            LEFT JOIN pg_class c ON c.oid = to_regclass('parley_entry')
            WHERE r.rolname = session_user
            """;

    private DatabaseRoles() {}

    /** Sees to it that the roles are there, before tables are made that grant rights to them. */
    static void require(DataSource owner, boolean make) {
        try (Connection connection = owner.getConnection();
                Modes modes = new Modes(connection);
                Statement statement = connection.createStatement()) {
            // Or what is made here would be gone with the connection of a host that commits for itself.
            modes.eachForItself();
            if (make) {
                statement.execute(MAKE);
            }
            try (ResultSet row = statement.executeQuery(COUNT)) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw misfit(
                            "The roles parley_app, parley_writer, parley_worker and parley_reader are not all there"
                                    + HINT);
                }
            }
        } catch (SQLException e) {
            throw Failures.opening(e, "of the data source");
        }
    }

    /**
     * Looks whether calls can work in the roles, whether statements are in the scope that is said in front of them, and, where
     * people depend on the roles, whether calls can't do without.
     *
     * @param calls the connections of calls
     */
    static void check(DataSource calls, boolean production) {
        try (Connection connection = calls.getConnection();
                Modes modes = new Modes(connection)) {
            modes.together();
            try (Statement statement = connection.createStatement()) {
                for (String role : new String[] {Scope.WORKER, Scope.WRITER, Scope.APP}) {
                    statement.execute("SET LOCAL ROLE " + role);
                }
                if (production) {
                    // In the role, for the login alone may see no schema.
                    checkLogin(statement);
                }
            }
            modes.eachForItself();
            if (!ScopeSql.reaches(connection)) {
                throw misfit(
                        "The driver does not send settings along with the statement that they are for, so row security"
                                + " can't hold: leave its options preferQueryMode and stringtype as they are by default");
            }
        } catch (SQLException e) {
            if (Fault.of(e) == Fault.MISCONFIGURED) {
                throw misfit(
                        "The database user is not a member of the roles parley_app, parley_writer and parley_worker"
                                + HINT);
            }
            throw Failures.opening(e, "of the data source");
        }
    }

    /** Gives a connection back as it came: in its role, and committing as it did. */
    private static final class Modes implements AutoCloseable {

        private final Connection connection;
        private final boolean before;

        Modes(Connection connection) throws SQLException {
            this.connection = connection;
            this.before = connection.getAutoCommit();
        }

        /** What follows is one transaction, of which nothing stays, a role neither. */
        void together() throws SQLException {
            connection.setAutoCommit(false);
        }

        void eachForItself() throws SQLException {
            undo();
            connection.setAutoCommit(true);
        }

        private void undo() throws SQLException {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }

        @Override
        public void close() throws SQLException {
            undo();
            connection.setAutoCommit(before);
        }
    }

    private static void checkLogin(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(LOGIN)) {
            row.next();
            if (row.getBoolean("rolsuper") || row.getBoolean("rolbypassrls")) {
                throw misfit("The database user is above row security, which is refused in production" + HINT);
            }
            if (!row.getBoolean("sees")) {
                throw misfit("The database user does not see the tables of the chat; look at its search_path");
            }
            if (row.getBoolean("owns")) {
                throw misfit("The database user may change the tables, which is refused in production" + HINT);
            }
        }
    }

    private static ChatException misfit(String detail) {
        return ChatException.fault(ErrorCode.CONFIGURATION, detail, null);
    }
}
