package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.CommitCutter.Cut;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection breaks while a token is rotated or a session ended, when only the server knows what came of it. */
class AmbiguousAccessIT {

    private static final TenantId TENANT = new TenantId("default");
    private static final UserId ALICE = new UserId("alice");
    private static final SessionId SESSION = new SessionId("s");
    private static final RefreshOwner OWNER = new RefreshOwner(TENANT, ALICE, SESSION);
    private static final Duration HOUR = Duration.ofHours(1);

    private CommitCutter cutter;
    private JdbcDatabase database;
    private RefreshTokenStore tokens;

    @BeforeEach
    void open() {
        JdbcDatabaseConfig direct = PostgresServer.newDatabase();
        int port = Integer.parseInt(direct.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        cutter = new CommitCutter(port);
        // Without prepared statements the word COMMIT is on the wire each time.
        database = JdbcDatabase.open(JdbcDatabaseConfig.of(
                        direct.jdbcUrl().replace(":" + port, ":" + cutter.port()) + "?prepareThreshold=0")
                .withCredentials("postgres", "")
                .withMaximumPoolSize(2));
        tokens = JdbcRefreshTokenStore.on(database);
        tokens.issue(OWNER, TokenHash.of("first"), HOUR, HOUR, soon());
    }

    @AfterEach
    void close() throws Exception {
        database.close();
        cutter.close();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private void assertUnknown(Cut cut, ThrowingCallable call) {
        cutter.cutNextCommit(cut);
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
        assertThat(cutter.hasCut()).isTrue();
    }

    private RefreshRotation rotate(String presented, String successor, Duration grace) {
        return tokens.rotate(
                TokenHash.of(presented),
                TokenHash.of(successor),
                Secret.of("sealed " + successor),
                HOUR,
                grace,
                soon());
    }

    /** The caller has lost the token that it made, so it comes with another one; the sealed one is the one that counts. */
    @Test
    void aRotationThatWasNotHeardOfGivesItsSuccessorAgain() {
        assertUnknown(Cut.AFTER, () -> rotate("first", "lost", HOUR));
        assertThat(rotate("first", "other", HOUR))
                .isInstanceOfSatisfying(
                        RefreshRotation.Retry.class,
                        retry -> assertThat(retry.sealedSuccessor()).isEqualTo(Secret.of("sealed lost")));
        assertThat(rotate("other", "x", HOUR)).isEqualTo(new RefreshRotation.Unknown());
        assertThat(rotate("lost", "next", HOUR)).isInstanceOf(RefreshRotation.Rotated.class);
    }

    @Test
    void aRotationThatDidNotArriveHasChangedNothing() {
        assertUnknown(Cut.BEFORE, () -> rotate("first", "lost", HOUR));
        assertThat(rotate("lost", "x", HOUR)).isEqualTo(new RefreshRotation.Unknown());
        assertThat(rotate("first", "second", Duration.ZERO)).isInstanceOf(RefreshRotation.Rotated.class);
        assertThat(rotate("second", "third", Duration.ZERO)).isInstanceOf(RefreshRotation.Rotated.class);
    }

    /** The same call again, with the same successor: that it is stored already is no fault then. */
    @Test
    void theSameRotationAgainIsARetry() {
        assertUnknown(Cut.AFTER, () -> rotate("first", "second", HOUR));
        assertThat(rotate("first", "second", HOUR)).isInstanceOf(RefreshRotation.Retry.class);
    }

    /** Whether the mark was written or not: who asks again hears of the reuse, and the family is dead. */
    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void aReuseThatWasNotHeardOfShowsAgain(Cut cut) {
        rotate("first", "second", Duration.ZERO);
        assertUnknown(cut, () -> rotate("first", "third", Duration.ZERO));
        assertThat(rotate("first", "fourth", Duration.ZERO)).isEqualTo(new RefreshRotation.Reused(OWNER));
        assertThat(rotate("second", "fifth", HOUR)).isEqualTo(new RefreshRotation.Reused(OWNER));
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void aSessionIsEndedAndToldOrNeither(Cut cut) {
        SessionStore sessions = JdbcSessionStore.on(database);
        AccessChanges changes = JdbcAccessChanges.on(database);
        sessions.open(TENANT, new NewSession(SESSION, ALICE, "Browser", "192.0.2.1", false, HOUR, HOUR), soon());
        assertUnknown(cut, () -> sessions.revoke(TENANT, SESSION, soon()));
        boolean ended = cut == Cut.AFTER;
        assertThat(sessions.find(TENANT, SESSION, soon()).isEmpty()).isEqualTo(ended);
        assertThat(changes.head(soon())).isEqualTo(ended ? 1 : 0);
        assertThat(sessions.revoke(TENANT, SESSION, soon())).isEqualTo(!ended);
        assertThat(changes.head(soon())).isEqualTo(1);
    }
}
