package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.SessionStore;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How sessions are ended: a part of {@link SessionStoreContract}. */
public interface SessionEndingRules extends SessionStoreFactory {

    /** SS-5: gone, and of many at once one has done it. */
    @Rule("SS-5")
    default void aRevokedSessionIsGone() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("s", "a");
            f.open("t", "a");
            assertThat(f.revoke("t")).isTrue();
            assertThat(f.revoke("t")).isFalse();
            assertThat(f.find("t")).isEmpty();
            assertThat(f.touch("t")).isFalse();
            assertThat(f.ids("a")).containsExactly("s");
            List<Boolean> answers = Concurrently.run(64, number -> f.revoke("s"));
            assertThat(answers).filteredOn(answer -> answer).hasSize(1);
            assertThat(f.find("s")).isEmpty();
            assertThat(f.ids("a")).isEmpty();
            assertThat(f.revokeAll("a", null)).isZero();
        }
    }

    /** SS-6: all but one. */
    @Rule("SS-6")
    default void allButTheExceptedAreRevoked() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("over", "a");
            f.clock().advance(SessionFixture.IDLE);
            f.open("s", "a");
            f.open("t", "a");
            f.open("u", "a");
            f.open("other", "b");
            assertThat(f.revokeAll("a", "t")).isEqualTo(2);
            assertThat(f.ids("a")).containsExactly("t");
            assertThat(f.find("s")).isEmpty();
            assertThat(f.revokeAll("a", "t")).isZero();
            assertThat(f.revokeAll("a", null)).isEqualTo(1);
            assertThat(f.ids("a")).isEmpty();
            assertThat(f.ids("b")).containsExactly("other");
        }
    }

    /** SS-9: whatever ends a session is told. */
    @Rule("SS-9")
    default void endingsAreTold() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("s", "a");
            f.open("t", "a");
            f.open("u", "b");
            assertThat(f.raises("a", () -> f.revoke("s"))).isTrue();
            assertThat(f.raises("a", () -> f.revokeAll("a", null))).isTrue();
            assertThat(f.find("t")).isEmpty();
            for (int i = 1; i < SessionStore.MAX_PER_USER; i++) {
                f.open("b" + i, "b");
            }
            assertThat(f.raises("b", () -> f.open("more", "b"))).isTrue();
            assertThat(f.ids("b")).hasSize(SessionStore.MAX_PER_USER);
        }
    }

    /** SS-10: purging. Rows of other tests may be purged too. */
    @Rule("SS-10")
    default void purgingRemovesWhatIsOver() {
        try (SessionFixture f = new SessionFixture(this)) {
            f.open("s", "a");
            f.open("t", "b");
            f.open("u", "c");
            f.open("living", "a");
            f.clock().advance(SessionFixture.IDLE.minusSeconds(1));
            f.touch("living");
            f.clock().advance(SessionFixture.IDLE.minusSeconds(1));
            assertThat(f.store().purge(2, Fresh.deadline())).isEqualTo(2);
            Fresh.purgeAll(() -> f.store().purge(10_000, Fresh.deadline()));
            assertThat(f.find("living")).isPresent();
            assertThat(f.ids("a")).containsExactly("living");
            f.clock().advance(SessionFixture.IDLE.multipliedBy(-1));
            assertThat(f.find("s"))
                    .as("purged, so that no clock brings it back")
                    .isEmpty();
            assertThat(f.open("s", "a")).as("the id is free again").isNotNull();
        }
    }

    /** SS-11: opening and revoking all at once. */
    @Rule("SS-11")
    default void noneSurvivesTheRevokingOfAll() {
        try (SessionFixture f = new SessionFixture(this)) {
            Queue<String> begun = new ConcurrentLinkedQueue<>();
            List<List<String>> survivors = Concurrently.run(64, number -> {
                if (number % 4 != 0) {
                    f.open("s" + number, "a");
                    begun.add("s" + number);
                    return List.of();
                }
                List<String> before = List.copyOf(begun);
                f.revokeAll("a", null);
                return before.stream().filter(id -> f.find(id).isPresent()).toList();
            });
            assertThat(survivors).allSatisfy(left -> assertThat(left).isEmpty());
            f.revokeAll("a", null);
            assertThat(f.ids("a")).isEmpty();
            assertThat(begun).noneMatch(id -> f.find(id).isPresent());
        }
    }
}
