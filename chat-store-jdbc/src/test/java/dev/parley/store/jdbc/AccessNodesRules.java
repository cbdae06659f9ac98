package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccessChanges;
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
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Two nodes, each with connections of its own, let a token rotate and a password be guessed as often as one would. */
interface AccessNodesRules {

    TenantId TENANT = new TenantId("default");
    Duration HOUR = Duration.ofHours(1);
    int THREADS = 100;
    int ROUNDS = Integer.getInteger("parley.rounds", 20);

    JdbcDatabase first();

    JdbcDatabase second();

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }

    private JdbcDatabase node(int number) {
        return number % 2 == 0 ? first() : second();
    }

    private RefreshTokenStore tokens(int number) {
        return JdbcRefreshTokenStore.on(node(number));
    }

    private static RefreshOwner owner() {
        return new RefreshOwner(
                TENANT, new UserId("alice"), new SessionId(UUID.randomUUID().toString()));
    }

    private String issue(RefreshOwner owner) {
        String token = UUID.randomUUID().toString();
        tokens(0).issue(owner, TokenHash.of(token), HOUR, HOUR, soon());
        return token;
    }

    /** A successor is its token in plain here: only the store must not know what it keeps. */
    private RefreshRotation rotate(int node, String presented, String successor, Duration grace) {
        return tokens(node)
                .rotate(TokenHash.of(presented), TokenHash.of(successor), Secret.of(successor), HOUR, grace, soon());
    }

    private List<RefreshRotation> rotateAtOnce(String presented, Duration grace) {
        return Concurrently.run(THREADS, node -> rotate(node, presented, successor(presented, node), grace));
    }

    private static String successor(String presented, int node) {
        return presented + '.' + node;
    }

    private static List<Integer> rotated(List<RefreshRotation> answers) {
        return LongStream.range(0, answers.size())
                .mapToInt(Math::toIntExact)
                .filter(i -> answers.get(i) instanceof RefreshRotation.Rotated)
                .boxed()
                .toList();
    }

    private static void printRounds(String what) {
        System.out.printf("%s: %d rounds of %d threads on two nodes%n", what, ROUNDS, THREADS);
    }

    @Test
    default void aTokenHasOneSuccessorHoweverManyNodesRotateIt() {
        RefreshOwner owner = owner();
        RefreshOwner bystander = owner();
        String presented = issue(owner);
        String others = issue(bystander);
        for (int round = 0; round < ROUNDS; round++) {
            List<RefreshRotation> answers = rotateAtOnce(presented, HOUR);
            assertThat(rotated(answers)).hasSize(1);
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
        assertThat(rotate(1, others, "next of " + others, Duration.ZERO)).isInstanceOf(RefreshRotation.Rotated.class);
        printRounds("refresh race, with grace");
    }

    @Test
    default void withoutGraceOneWinsAndTheFamilyIsDead() {
        RefreshOwner bystander = owner();
        String others = issue(bystander);
        for (int round = 0; round < ROUNDS; round++) {
            RefreshOwner owner = owner();
            String presented = issue(owner);
            List<RefreshRotation> answers = rotateAtOnce(presented, Duration.ZERO);
            assertThat(rotated(answers)).hasSize(1);
            assertThat(answers)
                    .filteredOn(answer -> answer.equals(new RefreshRotation.Reused(owner)))
                    .hasSize(THREADS - 1);
            String winner = successor(presented, rotated(answers).get(0));
            assertThat(rotate(round, winner, winner + "!", HOUR)).isEqualTo(new RefreshRotation.Reused(owner));
        }
        assertThat(rotate(1, others, "next of " + others, Duration.ZERO)).isInstanceOf(RefreshRotation.Rotated.class);
        printRounds("refresh race, without grace");
    }

    private static LoginLane lane(LoginLane.Kind kind, String subject) {
        return new LoginLane(kind, subject, 5, HOUR, HOUR, HOUR);
    }

    @Test
    default void aHundredGuessesAtOnceAreFive() {
        List<LoginLane> lanes =
                List.of(lane(LoginLane.Kind.ACCOUNT, UUID.randomUUID().toString()));
        List<Decision> decisions = Concurrently.run(
                THREADS, number -> JdbcLoginThrottle.on(node(number)).acquire(TENANT, lanes, soon()));
        assertThat(decisions).filteredOn(Decision.Admitted.class::isInstance).hasSize(5);
        assertThat(decisions)
                .filteredOn(Decision.Refused.class::isInstance)
                .hasSize(THREADS - 5)
                .allMatch(decision -> ((Decision.Refused) decision).retryAfter().compareTo(Duration.ZERO) > 0);
    }

    /** Half of the calls name the lanes the other way round; and nobody waits in a circle, or takes one lane without the other. */
    @Test
    default void lanesInAnyOrderAreTakenTogether() {
        String subject = UUID.randomUUID().toString();
        LoginLane account = lane(LoginLane.Kind.ACCOUNT, subject);
        LoginLane address = new LoginLane(LoginLane.Kind.ADDRESS, subject, 3, HOUR, HOUR, HOUR);
        AtomicInteger failed = new AtomicInteger();
        Concurrently.run(THREADS, number -> {
            LoginThrottle throttle = JdbcLoginThrottle.on(node(number));
            List<LoginLane> lanes = number % 4 < 2 ? List.of(account, address) : List.of(address, account);
            if (throttle.acquire(TENANT, lanes, soon()) instanceof Decision.Admitted admitted) {
                // Each second one releases, so that slots come free while others ask.
                boolean fails = number % 3 == 0;
                throttle.settle(admitted.slot(), fails ? Verdict.FAILED : Verdict.RELEASED, soon());
                failed.addAndGet(fails ? 1 : 0);
            }
            return number;
        });
        assertThat(failed.get()).isBetween(0, 3);
        LoginThrottle throttle = JdbcLoginThrottle.on(first());
        int free = 0;
        while (throttle.acquire(TENANT, List.of(account), soon()) instanceof Decision.Admitted) {
            free++;
        }
        assertThat(free).isEqualTo(5 - failed.get());
    }

    @Test
    default void noChangeAppearsBehindTheCursorOfAReader() {
        int each = 10;
        AccessChanges reader = JdbcAccessChanges.on(second());
        long begin = reader.head(soon());
        AtomicInteger running = new AtomicInteger(THREADS);
        List<AccessChanges.Change> read = new ArrayList<>();
        List<Integer> done = Concurrently.run(THREADS + 1, number -> {
            if (number == THREADS) {
                readWhile(running, reader, begin, read);
                return number;
            }
            AccessChanges feed = JdbcAccessChanges.on(node(number));
            for (int i = 0; i < each; i++) {
                feed.raise(TENANT, new UserId("user" + number), soon());
            }
            return running.decrementAndGet();
        });
        assertThat(done).hasSize(THREADS + 1);
        assertThat(read)
                .extracting(AccessChanges.Change::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(begin + 1, begin + THREADS * each)
                        .boxed()
                        .toList());
    }

    private static void readWhile(
            AtomicInteger running, AccessChanges reader, long begin, List<AccessChanges.Change> read) {
        long cursor = begin;
        boolean last;
        do {
            last = running.get() == 0;
            AccessChanges.Changes page;
            do {
                page = reader.since(cursor, 50, soon());
                assertThat(page.truncated()).isFalse();
                cursor = page.cursor();
                read.addAll(page.changes());
            } while (!page.changes().isEmpty());
        } while (!last);
    }
}
