package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.ParticipantRole;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.TurnId;
import dev.parley.core.message.UserId;
import dev.parley.core.store.AppendResult;
import dev.parley.core.store.ChatLog;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ChatTurns;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Row S7 of the test plan: every method that takes a tenant, for one tenant with what it knows of another. */
class OtherTenantPostgresIT {

    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private static final UserId ALICE = new UserId("alice");
    private static final List<String> TABLES = List.of(
            "parley_conversation",
            "parley_participant",
            "parley_former_participant",
            "parley_turn",
            "parley_user",
            "parley_session",
            "parley_refresh_family",
            "parley_refresh_token",
            "parley_api_key",
            "parley_second_factor",
            "parley_recovery_code");

    private final GuardedDatabase server = new GuardedDatabase();

    private static Deadline soon() {
        return Room.patience();
    }

    /** Everything of B, in every column. */
    private List<String> rowsOfB(ConversationId conversation) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = server.asAdministrator();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                read(statement, "SELECT CAST(t AS text) FROM " + table + " t WHERE tenant = 'b' ORDER BY 1", rows);
            }
            for (String table : List.of("parley_entry", "parley_fragment")) {
                String of = " t WHERE conversation_id = '" + conversation.value() + "' ORDER BY 1";
                read(statement, "SELECT CAST(t AS text) FROM " + table + of, rows);
            }
        }
        return rows;
    }

    private static void read(Statement statement, String sql, List<String> rows) throws SQLException {
        try (ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
    }

    private static void assertRefused(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void noMethodReachesWhatIsOfAnotherTenant() throws SQLException {
        try (JdbcDatabase database = JdbcDatabase.open(server.callsWithOwner())) {
            GuardedDatabase.fill(database, A);
            ConversationId ofB = GuardedDatabase.fill(database, B);
            String sessionOfB = sessionOf(B);
            List<String> before = rowsOfB(ofB);
            assertThat(before).hasSizeGreaterThan(20);
            conversations(JdbcChatStore.on(database, InstantSource.system()), ofB);
            access(database, new SessionId(sessionOfB));
            assertThat(rowsOfB(ofB)).isEqualTo(before);
        }
    }

    private String sessionOf(TenantId tenant) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Connection connection = server.asAdministrator();
                Statement statement = connection.createStatement()) {
            read(
                    statement,
                    "SELECT id FROM parley_session WHERE user_id = 'alice' AND tenant = '" + tenant.value() + "'",
                    ids);
        }
        return ids.get(0);
    }

    private static void conversations(ChatStore store, ConversationId ofB) {
        Principal alice = Principal.of(A, ALICE);
        ChatLog log = store.log();
        MessageId message = new MessageId(ofB, 3);
        assertThat(log.find(alice, ofB, soon())).isEmpty();
        assertRefused(log.rename(alice, ofB, "x", soon()));
        assertRefused(log.addParticipant(alice, ofB, new UserId("x"), ParticipantRole.MEMBER, 9, soon()));
        assertRefused(log.removeParticipant(alice, ofB, new UserId("bob"), soon()));
        assertThat(log.append(alice, ofB, Draft.of("k1", "x"), soon())).isInstanceOf(AppendResult.NotFound.class);
        assertRefused(log.revise(alice, message, 1, "x", soon()));
        assertRefused(log.redact(alice, message, soon()));
        assertRefused(log.messages(alice, ofB, HistoryRange.latest(50), soon()));
        assertRefused(log.entries(alice, ofB, 0, 50, soon()));
        assertRefused(log.advanceMarker(alice, ofB, 3, soon()));
        assertThat(log.conversationsOf(alice, null, 50, soon()).items())
                .hasSize(1)
                .noneMatch(summary -> summary.id().equals(ofB));
        assertThat(store.feed().seat(alice, ofB, soon())).isEmpty();
        assertThat(store.feed().entries(A, ofB, 0, 50, soon())).isEmpty();
        ChatTurns turns = store.turns().orElseThrow();
        assertRefused(turns.find(alice, new TurnId(ofB, 3, GuardedDatabase.BOT), soon()));
        assertRefused(turns.stop(alice, ofB, soon()));
        List<PersonalRecord> exported = new ArrayList<>();
        store.personalData().orElseThrow().export(alice, exported::add, soon());
        assertThat(exported.toString()).contains("Text of a").doesNotContain("of b");
        store.personalData().orElseThrow().erase(alice, soon());
    }

    private static void access(JdbcDatabase database, SessionId ofB) {
        SessionStore sessions = JdbcSessionStore.on(database);
        assertThat(sessions.find(A, ofB, soon())).isEmpty();
        assertThat(sessions.touch(A, ofB, "192.0.2.2", soon())).isFalse();
        assertThat(sessions.revoke(A, ofB, soon())).isFalse();
        assertThat(sessions.list(A, ALICE, soon()))
                .hasSize(1)
                .noneMatch(session -> session.id().equals(ofB));
        assertThat(sessions.revokeAll(A, ALICE, null, soon())).isEqualTo(1);
        JdbcRefreshTokenStore refresh = JdbcRefreshTokenStore.on(database);
        assertThat(refresh.revoke(A, ofB, soon())).isFalse();
        assertThat(refresh.revokeAll(A, ALICE, null, soon())).isEqualTo(1);
        JdbcApiKeyStore keys = JdbcApiKeyStore.on(database);
        assertThat(keys.touch(A, "nobody", soon())).isFalse();
        assertThat(keys.list(A, ALICE, soon()))
                .hasSize(1)
                .allMatch(key -> key.tenant().equals(A));
        assertThat(keys.revoke(A, new UserId("bob"), "alice", soon())).isFalse();
        assertThat(keys.revokeAll(A, ALICE, soon())).isEqualTo(1);
        JdbcSecondFactorStore factors = JdbcSecondFactorStore.on(database);
        assertThat(factors.useRecoveryCode(A, ALICE, TokenHash.of("codebalice"), soon()))
                .isFalse();
        assertThat(factors.confirm(A, ALICE, 7, soon())).isTrue();
        assertThat(factors.useStep(A, ALICE, 8, soon())).isTrue();
        assertThat(factors.find(A, ALICE, soon())).isPresent();
        assertThat(factors.remove(A, ALICE, soon())).isTrue();
        JdbcUserDirectory users = JdbcUserDirectory.on(database);
        assertThat(users.search(A, "", 50, soon())).hasSize(3);
        assertThat(users.findByLogin(A, "alice", soon())).isPresent();
        users.updateCredential(A, ALICE, 1, "other", soon()).orThrow();
        users.replaceRoles(A, ALICE, Set.of("admin"), soon()).orThrow();
        users.setEnabled(A, ALICE, false, soon()).orThrow();
        assertThat(users.anyHasRole(B, "admin", soon())).isFalse();
        assertThat(users.erase(A, ALICE, soon())).isTrue();
    }
}
