package dev.parley.auth.session;

import static dev.parley.auth.session.SessionsFixture.ADA;
import static dev.parley.auth.session.SessionsFixture.open;
import static dev.parley.auth.session.SessionsFixture.refresh;
import static dev.parley.auth.session.SessionsFixture.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.session.RefreshResult.Reason;
import dev.parley.auth.session.RefreshResult.Refreshed;
import dev.parley.auth.session.RefreshResult.Refused;
import dev.parley.core.observe.SecurityEvent.RefreshTokenReused;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many clients refresh one token at the same time, on two nodes. */
class RefreshRaceTest {

    private static final int THREADS = 100;
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 20);

    @AfterAll
    static void printRounds() {
        System.out.printf("refresh race in memory: %d rounds of %d threads for each rule%n", ROUNDS, THREADS);
    }

    private final SessionsFixture fixture = new SessionsFixture();

    private static List<RefreshResult> all(Sessions one, Sessions other, String token) {
        return Concurrently.run(THREADS, i -> refresh(i % 2 == 0 ? one : other, token));
    }

    @Test
    void allGetTheSameSuccessor() {
        Sessions one = fixture.sessions();
        Sessions other = fixture.sessions();
        TokenPair bystander = open(one, ADA);
        String token = open(one, ADA).refreshToken();
        for (int round = 0; round < ROUNDS; round++) {
            List<RefreshResult> results = all(one, other, token);

            assertThat(results).hasOnlyElementsOfType(Refreshed.class);
            Set<String> successors = results.stream()
                    .map(result -> ((Refreshed) result).tokens().refreshToken())
                    .collect(Collectors.toSet());
            assertThat(successors).as("round %s", round).hasSize(1);
            token = successors.iterator().next();
        }
        assertThat(fixture.events.all()).isEmpty();
        assertThat(refresh(one, bystander.refreshToken())).isInstanceOf(Refreshed.class);
    }

    @Test
    void withoutGraceAtMostOneGetsASuccessorAndTheSessionIsOver() {
        SessionPolicy strict = SessionPolicy.DEFAULT.withGrace(Duration.ZERO);
        Sessions one = fixture.sessions(strict);
        Sessions other = fixture.sessions(strict);
        TokenPair bystander = open(one, ADA);
        for (int round = 0; round < ROUNDS; round++) {
            fixture.events.forget();
            TokenPair pair = open(one, ADA);

            List<RefreshResult> results = all(one, other, pair.refreshToken());

            assertThat(results.stream().filter(Refreshed.class::isInstance)).hasSizeLessThanOrEqualTo(1);
            assertThat(results).contains(new Refused(Reason.REUSED));
            assertThat(refresh(one, pair.refreshToken())).isEqualTo(new Refused(Reason.UNKNOWN));
            assertThat(fixture.store.find(SessionsFixture.TENANT, pair.session(), soon()))
                    .isEmpty();
            assertThat(fixture.events.of(RefreshTokenReused.class))
                    .as("round %s", round)
                    .isNotEmpty();
        }
        assertThat(refresh(one, bystander.refreshToken())).isInstanceOf(Refreshed.class);
    }

    @Test
    void logoutLeavesNoTokenBehindThatWasRefreshedAtTheSameTime() {
        Sessions one = fixture.sessions();
        for (int round = 0; round < ROUNDS; round++) {
            TokenPair pair = open(one, ADA);

            List<RefreshResult> results = Concurrently.run(8, i -> {
                if (i == 0) {
                    one.logout(ADA, pair.session(), soon());
                }
                return refresh(one, pair.refreshToken());
            });

            for (RefreshResult result : results) {
                if (result instanceof Refreshed refreshed) {
                    assertThat(refresh(one, refreshed.tokens().refreshToken())).isInstanceOf(Refused.class);
                }
            }
            assertThat(refresh(one, pair.refreshToken())).isInstanceOf(Refused.class);
            assertThat(one.list(ADA, soon())).isEmpty();
        }
    }
}
