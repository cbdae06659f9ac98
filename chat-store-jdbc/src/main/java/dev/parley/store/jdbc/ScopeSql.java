package dev.parley.store.jdbc;

import dev.parley.core.message.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;

/**
 * Says to PostgreSQL what the scope of a transaction is, in front of its first statement: the driver sends both at once, so
 * that it costs no round trip. The settings are local: they end with the transaction, and where there is none with the
 * two statements, which the server then takes for one.
 */
final class ScopeSql {

    /** Goes in front of a statement that binds by name. */
    static final String NAMED = """
            SELECT set_config('role', :scopeRole, TRUE), set_config('parley.tenant', :scopeTenant, TRUE),
                set_config('parley.users', :scopeUsers, TRUE),
                set_config('parley.conversation', :scopeConversation, TRUE);
            """;

    /** The same for one that binds by place: role, tenant, users, conversation. */
    static final String PLACED = NAMED.replaceAll(":scope\\w+", "?");

    /** How many places {@link #PLACED} has. */
    static final int PLACES = 4;

    private static final String REACHED =
            PLACED + "SELECT current_user = ? AND current_setting('parley.tenant', TRUE) = ?";

    /** More often than it takes the driver to change to a prepared statement of the server. */
    private static final int TRIES = 7;

    /** What the settings have come to is not what the statement has. */
    private static final StatementCustomizer SKIP = new StatementCustomizer() {
        @Override
        public void afterExecution(PreparedStatement statement, StatementContext context) throws SQLException {
            statement.getMoreResults();
        }
    };

    private ScopeSql() {}

    /**
     * {@return a statement as it is sent in a scope}
     *
     * <p>The server makes the plan of a prepared statement anew whenever it was made for another role, so each role has a
     * statement of its own.
     *
     * @param first whether the scope is said in front of it
     */
    static String written(String sql, Scope scope, boolean first) {
        String text = scope.role().equals(Scope.APP) ? sql : sql + "\n/* as " + scope.role() + " */";
        return first ? NAMED + text : text;
    }

    static <S extends SqlStatement<S>> S bind(S statement, Scope scope) {
        return statement
                .bind("scopeRole", scope.role())
                .bind("scopeTenant", scope.tenant())
                .bind("scopeUsers", scope.users())
                .bind("scopeConversation", conversation(scope))
                .addCustomizer(SKIP);
    }

    /** Binds the first places. The statement's own result comes after that of the settings. */
    static void bind(PreparedStatement statement, Scope scope) throws SQLException {
        statement.setString(1, scope.role());
        statement.setString(2, scope.tenant());
        statement.setString(3, scope.users());
        statement.setString(PLACES, conversation(scope));
    }

    /** {@return the rows of a statement that has so many places before its own} */
    static ResultSet rows(PreparedStatement statement, int places) throws SQLException {
        if (places == 0) {
            return statement.executeQuery();
        }
        statement.execute();
        statement.getMoreResults();
        return statement.getResultSet();
    }

    /** Says it for the rest of a transaction. */
    static void say(Connection connection, Scope scope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACED)) {
            bind(statement, scope);
            statement.execute();
        }
    }

    /**
     * {@return whether statements outside of a transaction are in the scope that is said in front of them} Where they are not,
     * policies would leave out all rows, or, for a login that is above them, none.
     */
    static boolean reaches(Connection connection) throws SQLException {
        Scope scope = Scope.of(TenantId.DEFAULT);
        for (int i = 0; i < TRIES; i++) {
            try (PreparedStatement statement = connection.prepareStatement(REACHED)) {
                bind(statement, scope);
                statement.setString(PLACES + 1, scope.role());
                statement.setString(PLACES + 2, scope.tenant());
                try (ResultSet row = rows(statement, PLACES)) {
                    row.next();
                    if (!row.getBoolean(1)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static String conversation(Scope scope) {
        return scope.conversation() == null ? "" : scope.conversation().toString();
    }
}
