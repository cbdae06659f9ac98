package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.portable.PortableStore;
import dev.parley.core.portable.PortableTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row S7 of the test plan: plain SQL by the login of calls, which names no tenant and no user in any condition. */
class RowSecurityPostgresIT {

    private static final String DENIED = "42501";
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");

    /** What rows of a user's conversations are in. */
    private static final List<String> SEATED = List.of(
            "parley_conversation",
            "parley_participant",
            "parley_former_participant",
            "parley_entry",
            "parley_turn",
            "parley_fragment");

    /** What rows of a user are in. */
    private static final List<String> OWN = List.of(
            "parley_session",
            "parley_refresh_family",
            "parley_refresh_token",
            "parley_api_key",
            "parley_second_factor",
            "parley_recovery_code");

    private static final List<String> SHARED =
            List.of("parley_login_lane", "parley_access_head", "parley_access_change", "parley_lease");

    private static GuardedDatabase server;
    private static ConversationId ofA;
    private static ConversationId ofB;
    private Connection connection;
    private Statement statement;

    @BeforeAll
    static void fill() {
        server = new GuardedDatabase();
        try (JdbcDatabase database = JdbcDatabase.open(server.callsWithOwner())) {
            ofA = GuardedDatabase.fill(database, A);
            ofB = GuardedDatabase.fill(database, B);
        }
    }

    @AfterAll
    static void forget() {
        server = null;
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = server.connect("parley_calls");
        connection.setAutoCommit(false);
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private void as(String role) throws SQLException {
        connection.rollback();
        statement.execute("SET LOCAL ROLE " + role);
    }

    private void as(String role, String tenant, String users) throws SQLException {
        as(role);
        statement.execute("SELECT set_config('parley.tenant', '" + tenant + "', TRUE), set_config('parley.users', '"
                + users + "', TRUE)");
    }

    private List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private int count(String table) throws SQLException {
        return Integer.parseInt(column("SELECT count(*) FROM " + table).get(0));
    }

    private static List<String> all() {
        List<String> tables = new ArrayList<>(SEATED);
        tables.addAll(OWN);
        tables.addAll(SHARED);
        tables.add("parley_user");
        return tables;
    }

    private void assertDenied(String sql) throws SQLException {
        Savepoint before = connection.setSavepoint();
        assertThatThrownBy(() -> statement.execute(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
        connection.rollback(before);
    }

    /** A table that a later migration adds and does not guard is found here. */
    @Test
    void everyTableIsGuardedAlsoAgainstItsOwner() throws SQLException {
        String tables = " FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relname LIKE 'parley\\_%'"
                + " AND c.relname <> 'parley_schema_history'";
        assertThat(column("SELECT c.relname" + tables + " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"))
                .isEmpty();
        assertThat(new TreeSet<>(column("SELECT c.relname" + tables + " AND NOT c.relispartition")))
                .isEqualTo(new TreeSet<>(all()));
        assertThat(column("SELECT c.relname" + tables + " AND c.relispartition"
                        + " AND has_table_privilege('parley_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE')"))
                .isEmpty();
        assertThat(column("SELECT DISTINCT pg_get_userbyid(c.relowner)" + tables))
                .containsExactly("parley_owner");
    }

    @Test
    void whoSaysNothingSeesAndChangesNothing() throws SQLException {
        for (String role : List.of(Scope.APP, Scope.WORKER)) {
            for (String table : all()) {
                as(role);
                assertThat(count(table)).as(role + " " + table).isZero();
                assertThat(statement.executeUpdate("DELETE FROM " + table)).isZero();
            }
        }
        try (Connection owner = server.connect("parley_migrations");
                Statement owning = owner.createStatement()) {
            for (String table : all()) {
                try (ResultSet row = owning.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    assertThat(row.getInt(1)).as(table).isZero();
                }
            }
        }
    }

    /** Else the others would prove nothing. */
    @Test
    void whoSaysForWhomSeesWhatIsTheirs() throws SQLException {
        as(Scope.APP, "a", "{alice}");
        for (String table : SEATED) {
            assertThat(count(table)).as(table).isPositive();
        }
        for (String table : OWN) {
            assertThat(count(table)).as(table).isEqualTo(1);
        }
        assertThat(count("parley_user")).isEqualTo(3);
        as(Scope.WORKER, "*", "");
        for (String table : all()) {
            assertThat(count(table)).as(table).isGreaterThanOrEqualTo(table.equals("parley_login_lane") ? 0 : 1);
        }
    }

    @Test
    void nobodySeesAnotherTenant() throws SQLException {
        for (String role : List.of(Scope.APP, Scope.WORKER)) {
            as(role, "a", "{alice,bob,carol}");
            for (String table : List.of("parley_conversation", "parley_participant", "parley_turn", "parley_user")) {
                assertThat(column("SELECT DISTINCT tenant FROM " + table))
                        .as(table)
                        .containsExactly("a");
            }
            assertThat(column("SELECT DISTINCT conversation_id FROM parley_entry"))
                    .containsExactly(ofA.value().toString());
            assertThat(column("SELECT body FROM parley_fragment")).containsExactly("Words of a");
            assertThat(statement.executeUpdate(
                            "UPDATE parley_entry SET body = 'x' WHERE conversation_id = '" + ofB.value() + "'"))
                    .isZero();
        }
    }

    @Test
    void nobodySeesWhereTheyHaveNoSeat() throws SQLException {
        for (String user : List.of("{carol}", "{dora}", "{}", "{mallory}")) {
            as(Scope.APP, "a", user);
            statement.execute("SELECT set_config('parley.conversation', '" + ofA.value() + "', TRUE)");
            for (String table : SEATED) {
                boolean left = user.equals("{dora}") && table.equals("parley_former_participant");
                assertThat(count(table)).as(user + table).isEqualTo(left ? 1 : 0);
            }
            assertThat(statement.executeUpdate("UPDATE parley_entry SET body = ''"))
                    .isZero();
            assertThat(statement.executeUpdate("UPDATE parley_conversation SET title = ''"))
                    .isZero();
            assertThat(statement.executeUpdate("UPDATE parley_participant SET role = 'owner'"))
                    .isZero();
        }
        as(Scope.APP, "a", "{bob}");
        for (String table : OWN) {
            assertThat(count(table)).as(table).isEqualTo(1);
        }
        assertThat(column("SELECT user_id FROM parley_session")).containsExactly("bob");
    }

    @Test
    void rowsOfOthersCanNotBeMade() throws SQLException {
        as(Scope.APP, "a", "{alice}");
        assertDenied(entry(ofA, "carol"));
        assertDenied(entry(ofB, "alice"));
        assertDenied("INSERT INTO parley_participant SELECT '" + ofB.value()
                + "', 'alice', 'a', 'owner', now(), 1, 0, 0, TRUE");
        assertDenied("INSERT INTO parley_user SELECT 'b', 'x', 'x', 'x', 'x', 'x', '', '{}', TRUE, NULL, 1");
        assertDenied("UPDATE parley_conversation SET tenant = 'b'");
        statement.execute(entry(ofA, "alice"));
        assertDenied(entry(ofA, "bob").replace("100", "101"));
        assertDenied(entry(ofA, GuardedDatabase.BOT.value()).replace("100", "101"));
        for (String table : List.of("parley_participant", "parley_entry")) {
            assertDenied("UPDATE " + table + " SET conversation_id = '" + ofB.value() + "'");
        }
        assertDenied("UPDATE parley_participant SET user_id = 'carol' WHERE user_id = 'alice'");
        assertDenied("UPDATE parley_entry SET author = 'bob'");
        // Through the view it would be the owner who writes.
        for (String role : List.of(Scope.APP, Scope.WORKER)) {
            as(role, "a", "{alice}");
            assertDenied("DELETE FROM parley_seats");
            assertDenied("UPDATE parley_seats SET user_id = 'carol'");
            assertDenied("INSERT INTO parley_seats SELECT '" + ofB.value() + "', 'alice'");
        }
        as(Scope.APP, "a", "{alice}");
        assertThat(column("SELECT DISTINCT user_id FROM parley_seats")).containsExactly("alice");
        as(Scope.APP, "a", "{carol}");
        assertDenied(entry(ofA, "alice"));
        assertDenied("INSERT INTO parley_participant SELECT '" + ofA.value()
                + "', 'carol', 'a', 'owner', now(), 1, 0, 0, TRUE");
    }

    private static String entry(ConversationId conversation, String author) {
        return "INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal) VALUES ('"
                + conversation.value() + "', 100, 'renamed', now(), '" + author + "', 0)";
    }

    @Test
    void tablesCanNotBeChangedNorPoliciesTurnedOff() throws SQLException {
        for (String role : List.of(Scope.APP, Scope.WORKER)) {
            as(role);
            for (String sql : List.of(
                    "CREATE TABLE parley.mine ()",
                    "DROP TABLE parley_entry",
                    "TRUNCATE parley_entry",
                    "ALTER TABLE parley_entry DISABLE ROW LEVEL SECURITY",
                    "DROP POLICY parley_app ON parley_turn",
                    "SELECT * FROM parley_entry_0",
                    "SET ROLE parley_owner",
                    "SET ROLE postgres",
                    "SET SESSION AUTHORIZATION postgres")) {
                assertDenied(sql);
            }
            // Instead of a silent filter this asks for an error where a policy would apply.
            statement.execute("SET LOCAL row_security = off");
            assertDenied("SELECT * FROM parley_entry");
        }
    }

    /** The owner is no superuser: where COPY writes the policies are held off within the transaction, and are back after it. */
    @Test
    void whatIsGuardedIsMovedByItsOwner() throws IOException, SQLException {
        GuardedDatabase other = new GuardedDatabase();
        JdbcDatabase.open(other.callsWithOwner()).close();
        InstantSource clock = InstantSource.system();
        try (PortableStore.Snapshot from =
                        JdbcPortableStore.on(server.callsWithOwner(), clock).snapshot(Room.patience());
                PortableStore.Place to =
                        JdbcPortableStore.on(other.callsWithOwner(), clock).place(Room.patience())) {
            for (PortableTable table : PortableTable.values()) {
                long written = to.write(table, from.rows(table));
                assertThat(written).as(table.id()).isGreaterThanOrEqualTo(table == PortableTable.ENTRY ? 6 : 0);
            }
            assertThat(to.check()).isEmpty();
            to.activate();
        }
        try (Connection administrator = other.asAdministrator();
                Statement reading = administrator.createStatement();
                ResultSet row = reading.executeQuery(
                        "SELECT (SELECT count(*) FROM parley_entry) > 0 AND bool_and(c.relforcerowsecurity)"
                                + " FROM pg_class c WHERE c.relrowsecurity")) {
            row.next();
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    void aReaderReadsForAUserAndChangesNothing() throws SQLException {
        try (Connection administrator = server.asAdministrator();
                Statement reading = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            reading.execute("SET LOCAL ROLE parley_reader");
            reading.execute("SELECT set_config('parley.tenant', 'a', TRUE), set_config('parley.users', '{bob}', TRUE)");
            try (ResultSet rows = reading.executeQuery("SELECT DISTINCT conversation_id FROM parley_entry")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo(ofA.value().toString());
            }
            assertThatThrownBy(() -> reading.execute("UPDATE parley_entry SET body = ''"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(DENIED));
        }
    }

    /** It may say any tenant and any user, so nothing by which somebody proves who they are is for it. */
    @Test
    void aReaderSeesNothingByWhichSomebodyLogsIn() throws SQLException {
        connection.close();
        connection = server.asAdministrator();
        connection.setAutoCommit(false);
        statement = connection.createStatement();
        as("parley_reader", "a", "{alice}");
        for (String table : SEATED) {
            assertThat(count(table)).as(table).isPositive();
        }
        assertThat(column("SELECT login FROM parley_user")).contains("alice", "carol");
        assertDenied("SELECT credential FROM parley_user");
        assertDenied("SELECT * FROM parley_user");
        for (String table : OWN) {
            assertDenied("SELECT 1 FROM " + table);
        }
        for (String table : SHARED) {
            assertDenied("SELECT 1 FROM " + table);
        }
        // Nor what a later migration adds.
        statement.execute("RESET ROLE");
        statement.execute("SET LOCAL ROLE parley_owner");
        statement.execute("CREATE TABLE parley.parley_later ()");
        statement.execute("SET LOCAL ROLE parley_reader");
        assertDenied("SELECT 1 FROM parley_later");
    }
}
