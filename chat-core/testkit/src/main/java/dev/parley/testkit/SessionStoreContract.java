package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.NewSession;
import dev.parley.core.auth.Session;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The contract of {@link SessionStore}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createSessions}. Half of the rules are in {@link SessionEndingRules}.
 */
public interface SessionStoreContract extends SessionEndingRules {

    /** SS-1: found as opened. */
    @Rule("SS-1")
    default void anOpenedSessionIsFound() {
        try (SessionFixture f = new SessionFixture(this)) {
            Instant now = f.clock().instant();
            Session opened = f.open("s", "a");
            assertThat(opened)
                    .isEqualTo(new Session(
                            new SessionId("s"),
                            new UserId("a"),
                            "Browser",
                            "192.0.2.1",
                            true,
                            now,
                            now,
                            now.plus(SessionFixture.IDLE)));
            f.clock().advance(Duration.ofSeconds(1));
            NewSession other = new NewSession(
                    new SessionId("s"), new UserId("b"), "Other", "", false, SessionFixture.IDLE, SessionFixture.IDLE);
            Fresh.assertInternal(() -> f.store().open(f.tenant(), other, Fresh.deadline()));
            assertThat(f.find("s")).contains(opened);
            assertThat(f.ids("b")).isEmpty();
            assertThat(f.find("unknown")).isEmpty();
        }
    }

    /** SS-2: tenants and users are apart. */
    @Rule("SS-2")
    default void tenantsAndUsersAreApart() {
        TenantId other = Fresh.tenant();
        SessionId id = new SessionId("s");
        UserId user = new UserId("a");
        try (SessionFixture f = new SessionFixture(this)) {
            Session opened = f.open("s", "a");
            SessionStore store = f.store();
            assertThat(store.find(other, id, Fresh.deadline())).isEmpty();
            assertThat(store.touch(other, id, "x", Fresh.deadline())).isFalse();
            assertThat(store.list(other, user, Fresh.deadline())).isEmpty();
            assertThat(store.revoke(other, id, Fresh.deadline())).isFalse();
            assertThat(store.revokeAll(other, user, null, Fresh.deadline())).isZero();
            assertThat(store.list(f.tenant(), new UserId("b"), Fresh.deadline()))
                    .isEmpty();
            assertThat(store.revokeAll(f.tenant(), new UserId("b"), null, Fresh.deadline()))
                    .isZero();
            store.open(other, SessionFixture.asked("s", "b"), Fresh.deadline());
            assertThat(store.revoke(other, id, Fresh.deadline())).isTrue();
            assertThat(f.find("s")).contains(opened);
        }
    }

    /** SS-3: the idle and the absolute end. */
    @Rule("SS-3")
    default void sessionsEndByTime() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("idle", "a");
            f.open("used", "a");
            f.clock().advance(SessionFixture.IDLE.minusSeconds(1));
            assertThat(f.find("idle")).isPresent();
            assertThat(f.touch("used")).isTrue();
            f.clock().advance(Duration.ofSeconds(1));
            assertThat(f.find("idle")).isEmpty();
            assertThat(f.touch("idle")).isFalse();
            assertThat(f.ids("a")).containsExactly("used");
            assertThat(f.store().revoke(f.tenant(), new SessionId("idle"), Fresh.deadline()))
                    .isFalse();
            f.clock().advance(SessionFixture.IDLE.minusSeconds(2));
            assertThat(f.touch("used")).isTrue();
            Instant end = Fresh.clock().instant().plus(SessionFixture.ABSOLUTE);
            assertThat(f.find("used").map(Session::expiresAt)).contains(end);
            f.clock().advance(Duration.between(f.clock().instant(), end).minusSeconds(1));
            assertThat(f.touch("used")).isTrue();
            f.clock().advance(Duration.ofSeconds(1));
            assertThat(f.touch("used")).isFalse();
            assertThat(f.find("used")).isEmpty();
            assertThat(f.ids("a")).isEmpty();
        }
    }

    /** SS-4: touching moves forward only. */
    @Rule("SS-4")
    default void touchingMovesForward() {
        try (SessionFixture f = new SessionFixture(this)) {
            Session opened = f.open("s", "a");
            f.clock().advance(Duration.ofMinutes(2));
            Instant seen = f.clock().instant();
            assertThat(f.store().touch(f.tenant(), opened.id(), "2001:db8::1\nx", Fresh.deadline()))
                    .isTrue();
            assertThat(f.find("s")).contains(seenAt(opened, "2001:db8::1 x", seen));
            f.clock().advance(Duration.ofMinutes(-1));
            assertThat(f.store().touch(f.tenant(), opened.id(), "192.0.2.9", Fresh.deadline()))
                    .isTrue();
            assertThat(f.find("s")).contains(seenAt(opened, "192.0.2.9", seen));
            assertThat(f.touch("unknown")).isFalse();
        }
    }

    private static Session seenAt(Session s, String address, Instant seen) {
        return new Session(
                s.id(),
                s.user(),
                s.device(),
                address,
                s.secondFactor(),
                s.createdAt(),
                seen,
                seen.plus(SessionFixture.IDLE));
    }

    /** SS-7: the order of the list. */
    @Rule("SS-7")
    default void theListIsOrdered() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("c", "a");
            f.open("b", "a");
            f.clock().advance(Duration.ofSeconds(1));
            f.open("d", "a");
            f.open("other", "b");
            assertThat(f.ids("a")).containsExactly("d", "b", "c");
            f.clock().advance(Duration.ofSeconds(1));
            f.touch("c");
            assertThat(f.ids("a")).containsExactly("c", "d", "b");
            assertThat(f.list("a")).first().isEqualTo(f.find("c").orElseThrow());
        }
    }

    /** SS-8: so many at most, also of those opened at once. */
    @Rule("SS-8")
    default void theLongestUnseenMakesRoom() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("other", "b");
            for (int i = 0; i < SessionStore.MAX_PER_USER; i++) {
                f.open("s" + i, "a");
                f.clock().advance(Duration.ofSeconds(1));
            }
            f.touch("s0");
            f.clock().advance(Duration.ofSeconds(1));
            f.open("more", "a");
            List<String> ids = f.ids("a");
            assertThat(ids)
                    .hasSize(SessionStore.MAX_PER_USER)
                    .contains("s0", "s2", "more")
                    .doesNotContain("s1");
            assertThat(f.find("s1")).isEmpty();
            f.clock().advance(Duration.ofSeconds(1));
            Concurrently.run(64, number -> f.open("r" + number, "a"));
            assertThat(f.ids("a"))
                    .hasSize(SessionStore.MAX_PER_USER)
                    .filteredOn(id -> id.startsWith("r"))
                    .hasSize(64);
            assertThat(f.ids("b")).containsExactly("other");
        }
    }
}
