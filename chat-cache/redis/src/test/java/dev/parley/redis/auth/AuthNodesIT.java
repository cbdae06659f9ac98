package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.LoginThrottle.Decision;
import dev.parley.core.auth.LoginThrottle.Verdict;
import dev.parley.core.auth.RefreshOwner;
import dev.parley.core.auth.RefreshRotation;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SessionId;
import dev.parley.core.auth.TokenHash;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes let a token rotate and a password be guessed as often as one would. */
class AuthNodesIT {

    private static final TenantId TENANT = TenantId.DEFAULT;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int THREADS = 100;
    private static final int ROUNDS = Integer.getInteger("parley.rounds", 20);

    @RegisterExtension
    static final AuthServer SERVER = new AuthServer();

    private static RedisConnections second;

    @BeforeAll
    static void connect() {
        second = SERVER.another();
    }

    @AfterAll
    static void disconnect() {
        second.close();
    }

    private static RedisConnections node(int number) {
        return number % 2 == 0 ? SERVER.connections() : second;
    }

    private static RefreshTokenStore tokens(int number) {
        return RedisRefreshTokenStore.on(node(number));
    }

    private static RefreshOwner owner() {
        return new RefreshOwner(
                TENANT, new UserId("alice"), new SessionId(UUID.randomUUID().toString()));
    }

    private static String issue(RefreshOwner owner) {
        String token = UUID.randomUUID().toString();
        tokens(0).issue(owner, TokenHash.of(token), HOUR, HOUR, soon());
        return token;
    }

    /** A successor is its token in plain here: only the store must not know what it keeps. */
    private static RefreshRotation rotate(int node, String presented, String successor, Duration grace) {
        return tokens(node)
                .rotate(TokenHash.of(presented), TokenHash.of(successor), Secret.of(successor), HOUR, grace, soon());
    }

    private static List<RefreshRotation> rotateAtOnce(String presented, Duration grace) {
        return Concurrently.run(THREADS, node -> rotate(node, presented, successor(presented, node), grace));
    }

    private static String successor(String presented, int node) {
        return presented.substring(0, 36) + '.' + UUID.nameUUIDFromBytes((presented + node).getBytes(UTF_8));
    }

    private static List<Integer> rotated(List<RefreshRotation> answers) {
        return IntStream.range(0, answers.size())
                .filter(i -> answers.get(i) instanceof RefreshRotation.Rotated)
                .boxed()
                .toList();
    }

    private static void printRounds(String what) {
        System.out.printf("%s on Redis: %d rounds of %d threads on two nodes%n", what, ROUNDS, THREADS);
    }

    @Test
    void aTokenHasOneSuccessorHoweverManyNodesRotateIt() {
        RefreshOwner owner = owner();
        String presented = issue(owner);
        String bystander = issue(owner());
        for (int round = 0; round < ROUNDS; round++) {
            List<RefreshRotation> answers = rotateAtOnce(presented, HOUR);
            assertThat(rotated(answers)).as("round %s", round).hasSize(1);
            String winner = successor(presented, rotated(answers).get(0));
            assertThat(answers)
                    .filteredOn(RefreshRotation.Retry.class::isInstance)
                    .hasSize(THREADS - 1)
                    .allSatisfy(answer -> {
                        RefreshRotation.Retry retry = (RefreshRotation.Retry) answer;
                        assertThat(retry.sealedSuccessor()).isEqualTo(Secret.of(winner));
                        assertThat(retry.owner()).isEqualTo(owner);
                    });
            presented = winner;
        }
        assertThat(rotate(1, bystander, "next of it", Duration.ZERO)).isInstanceOf(RefreshRotation.Rotated.class);
        printRounds("refresh race, with grace");
    }

    @Test
    void withoutGraceOneWinsAndTheFamilyIsDead() {
        String bystander = issue(owner());
        for (int round = 0; round < ROUNDS; round++) {
            RefreshOwner owner = owner();
            String presented = issue(owner);
            List<RefreshRotation> answers = rotateAtOnce(presented, Duration.ZERO);
            assertThat(rotated(answers)).as("round %s", round).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.equals(new RefreshRotation.Reused(owner)))
                    .hasSize(THREADS - 1);
            String winner = successor(presented, rotated(answers).get(0));
            assertThat(rotate(round, winner, winner + "!", HOUR)).isEqualTo(new RefreshRotation.Reused(owner));
        }
        assertThat(rotate(1, bystander, "after it", Duration.ZERO)).isInstanceOf(RefreshRotation.Rotated.class);
        printRounds("refresh race, without grace");
    }

    @Test
    void ofTwoHundredWrongPasswordsFiveAreVerified() {
        LoginLane account =
                new LoginLane(LoginLane.Kind.ACCOUNT, UUID.randomUUID().toString(), 5, HOUR, HOUR, HOUR);
        LoginLane address = new LoginLane(LoginLane.Kind.ADDRESS, account.subject(), 100, HOUR, HOUR, HOUR);
        AtomicInteger verified = new AtomicInteger();
        List<Decision> decisions = Concurrently.run(2 * THREADS, number -> {
            LoginThrottle throttle = RedisLoginThrottle.on(node(number));
            // Each second one names the lanes the other way round.
            List<LoginLane> lanes = number % 4 < 2 ? List.of(account, address) : List.of(address, account);
            Decision decision = throttle.acquire(TENANT, lanes, soon());
            if (decision instanceof Decision.Admitted admitted) {
                verified.incrementAndGet();
                throttle.settle(admitted.slot(), Verdict.FAILED, soon());
            }
            return decision;
        });
        assertThat(verified).hasValue(5);
        assertThat(decisions)
                .filteredOn(Decision.Refused.class::isInstance)
                .hasSize(2 * THREADS - 5)
                .allSatisfy(decision -> assertThat(decision)
                        .extracting("kind", "retryAfter.negative", "retryAfter.zero")
                        .containsExactly(LoginLane.Kind.ACCOUNT, false, false));
        int free = 0;
        while (RedisLoginThrottle.on(second).acquire(TENANT, List.of(address), soon()) instanceof Decision.Admitted) {
            free++;
        }
        assertThat(free).as("no slot of the other lane was lost").isEqualTo(100 - 5);
    }
}
