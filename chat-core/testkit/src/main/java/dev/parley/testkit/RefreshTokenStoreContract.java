package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorKind;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contract of {@link RefreshTokenStore}: one test for each of its numbered rules. The test of an adapter implements
 * this interface and writes {@link #createTokens}. Some of the rules are in {@link RefreshEndingRules}.
 */
public interface RefreshTokenStoreContract extends RefreshEndingRules {

    /** RT-1: spent for a successor, which lives on. */
    @Rule("RT-1")
    default void theNewestRotates() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            Instant end = f.clock().instant().plus(RefreshFixture.ABSOLUTE);
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            TokenHash third = Fresh.hash();
            f.clock().advance(RefreshFixture.IDLE.minusSeconds(1));
            assertThat(f.rotate(first, second)).isEqualTo(f.rotated("s"));
            f.clock().advance(RefreshFixture.IDLE.minusSeconds(1));
            assertThat(f.rotate(second, third)).isEqualTo(f.rotated("s", end));
            assertThat(f.present(third)).isEqualTo(f.rotated("s", end));
        }
    }

    /** RT-2: a retry within the grace period. */
    @Rule("RT-2")
    default void aRetryGetsTheSameSuccessor() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            f.rotate(first, second);
            Instant expiresAt = f.clock().instant().plus(RefreshFixture.IDLE);
            TokenHash other = Fresh.hash();
            assertThat(f.rotate(first, other)).isEqualTo(f.retry("s", second, expiresAt));
            f.clock().advance(RefreshFixture.GRACE.minusSeconds(1));
            assertThat(f.present(first)).isEqualTo(f.retry("s", second, expiresAt));
            assertThat(f.present(other)).isEqualTo(new RefreshRotation.Unknown());
            assertThat(f.present(second)).isEqualTo(f.rotated("s"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> f.rotate(second, other, Duration.ofNanos(-1), Fresh.deadline()));
        }
    }

    /** RT-3: a reuse is the death of the family. */
    @Rule("RT-3")
    default void aReuseKillsTheFamily() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash late = f.issue("late");
            TokenHash newest = Fresh.hash();
            f.rotate(late, newest);
            f.clock().advance(RefreshFixture.GRACE.plusSeconds(1));
            assertThat(f.present(late)).isEqualTo(f.reused("late"));
            assertThat(f.present(newest)).isEqualTo(f.reused("late"));
            assertThat(f.present(late)).isEqualTo(f.reused("late"));

            TokenHash stolen = f.issue("used");
            TokenHash second = Fresh.hash();
            TokenHash third = Fresh.hash();
            f.rotate(stolen, second);
            f.rotate(second, third);
            assertThat(f.present(stolen)).isEqualTo(f.reused("used"));
            assertThat(f.present(second)).isEqualTo(f.reused("used"));
            assertThat(f.present(third)).isEqualTo(f.reused("used"));
            assertThat(f.present(f.issue("other"))).isEqualTo(f.rotated("other"));
            f.clock().advance(RefreshFixture.ABSOLUTE);
            assertThat(f.present(third)).as("dead, though over too").isEqualTo(f.reused("used"));
        }
    }

    /** RT-4: no grace. */
    @Rule("RT-4")
    default void withoutGraceEverySecondUseIsAReuse() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            assertThat(f.rotate(first, second, Duration.ZERO, Fresh.deadline())).isEqualTo(f.rotated("s"));
            assertThat(f.rotate(first, Fresh.hash(), Duration.ZERO, Fresh.deadline()))
                    .isEqualTo(f.reused("s"));
            assertThat(f.present(second)).isEqualTo(f.reused("s"));
        }
    }

    /** RT-7: of many at once one is rotated. */
    @Rule("RT-7")
    default void ofManyAtOnceOneIsRotated() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            for (Duration grace : List.of(RefreshFixture.GRACE, Duration.ZERO)) {
                String session = "grace-" + grace.toSeconds();
                TokenHash presented = f.issue(session);
                List<TokenHash> successors =
                        Stream.generate(Fresh::hash).limit(64).toList();
                List<RefreshRotation> answers = Concurrently.run(
                        64, number -> f.rotate(presented, successors.get(number), grace, Fresh.deadline()));
                int winner = answers.indexOf(f.rotated(session));
                assertThat(winner).as("the one that is rotated").isNotNegative();
                TokenHash successor = successors.get(winner);
                RefreshRotation others = grace.isZero()
                        ? f.reused(session)
                        : f.retry(session, successor, f.clock().instant().plus(RefreshFixture.IDLE));
                assertThat(answers).filteredOn(others::equals).hasSize(63);
                assertThat(f.present(successor)).isEqualTo(grace.isZero() ? others : f.rotated(session));
            }
        }
    }

    /** RT-8: a failed rotation is none, or a whole one. */
    @Rule("RT-8")
    default void aFailedRotationDoesNoHarm() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            Deadline over = Deadline.after(Duration.ZERO);
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> f.rotate(first, second, RefreshFixture.GRACE, over))
                    .satisfies(e -> assertThat(e.code().kind()).isEqualTo(ErrorKind.UNAVAILABLE));
            Instant expiresAt = f.clock().instant().plus(RefreshFixture.IDLE);
            assertThat(f.rotate(first, second)).isIn(f.rotated("s", expiresAt), f.retry("s", second, expiresAt));
            assertThat(f.present(second)).isEqualTo(f.rotated("s"));
        }
    }

    /** RT-11: no hash twice. */
    @Rule("RT-11")
    default void aHashIsStoredOnce() {
        try (RefreshFixture f = new RefreshFixture(this)) {
            TokenHash first = f.issue("s");
            TokenHash second = Fresh.hash();
            f.rotate(first, second);
            TokenHash other = f.issue("other");
            for (TokenHash used : List.of(first, second)) {
                Fresh.assertInternal(() -> f.store()
                        .issue(f.owner("new"), used, RefreshFixture.IDLE, RefreshFixture.ABSOLUTE, Fresh.deadline()));
                Fresh.assertInternal(() -> f.rotate(other, used));
            }
            assertThat(f.revoke("new")).isFalse();
            assertThat(f.present(other)).isEqualTo(f.rotated("other"));
            assertThat(f.present(second)).isEqualTo(f.rotated("s"));
        }
    }
}
