package dev.parley.redis.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.testkit.FaultyProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What networks and machines do to Redis, and that no caller waits longer than it may. */
class RedisFaultsIT {

    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final Duration LONGEST_CALL = TIMEOUT.multipliedBy(5);
    private static final Duration AWAY_WITHIN = Duration.ofSeconds(2).multipliedBy(5);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(3).multipliedBy(5);

    /** Lettuce: a timer, two for connections, two for the rest; ours: the heartbeat, the messages. */
    private static final int MOST_THREADS = 7;

    private static TestRedis redis;

    private FaultyProxy proxy;
    private RedisConnections connections;
    private int threadsOfOthers;

    @BeforeAll
    static void start() {
        redis = TestRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultyProxy.to("127.0.0.1", redis.port());
        threadsOfOthers = threads();
        connections = RedisConnections.open(RedisConfig.of("redis://127.0.0.1:" + proxy.port()));
    }

    @AfterEach
    void close() {
        connections.close();
        proxy.close();
    }

    private enum Fault {
        BLACK_HOLE,
        FROZEN,
        REFUSED,
        SLOW,
        HALF_OPEN
    }

    private void inflict(Fault fault) {
        switch (fault) {
            case BLACK_HOLE -> proxy.pause();
            case FROZEN -> redis.freeze();
            case REFUSED -> proxy.refuse();
            case SLOW -> proxy.slow(TIMEOUT.multipliedBy(2), 1_000_000);
            case HALF_OPEN -> proxy.halfOpen();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsFailAtOnceWhileRedisIsAwayAndWorkAgainByThemselves(Fault fault) {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger backs = new AtomicInteger();
        try (Registration hearing = connections.subscribe("c", message -> heard.add("m"), () -> heard.add("loss"));
                Registration back = connections.whenBack(backs::incrementAndGet);
                RedisLoad load = RedisLoad.on(connections, 2)) {
            await().until(() -> load.answered() > 10);
            inflict(fault);
            await().atMost(AWAY_WITHIN).until(connections::away);
            long before = load.failed();
            await().atMost(TIMEOUT.multipliedBy(20)).until(() -> load.failed() > before + 200);
            assertThatThrownBy(this::ping)
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            redis.thaw();
            proxy.heal();
            await().atMost(BACK_WITHIN).until(() -> !connections.away());
            long answered = load.answered();
            await().atMost(BACK_WITHIN).until(() -> load.answered() > answered + 10);
            await().atMost(BACK_WITHIN).until(() -> saidAndHeard(heard));
            assertThat(load.longest()).isLessThan(LONGEST_CALL);
            assertThat(backs).hasPositiveValue();
            assertThat(threads() - threadsOfOthers).isLessThanOrEqualTo(MOST_THREADS);
        }
    }

    /** What is not heard because the way is just being mended is said again. */
    private boolean saidAndHeard(List<String> heard) {
        connections.publish("c", TestRedis.bytes("x"));
        return heard.contains("m");
    }

    @Test
    void aConnectionThatIsResetIsOpenedAgain() {
        ping();
        proxy.cut();
        await().atMost(BACK_WITHIN).until(this::answers);
    }

    @Test
    void answersInTheSmallestPiecesAreAnswers() {
        connections.call(commands -> commands.set("k", new byte[1_000]), deadline());
        proxy.slice();
        byte[] read = connections.call(commands -> commands.get("k"), deadline());
        assertThat(read).hasSize(1_000);
        assertThat(connections.away()).isFalse();
    }

    @Test
    void whatRedisAnswersItselfPartsNobodyFromIt() {
        connections.call(commands -> commands.set("text", new byte[] {'x'}), deadline());
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> connections.call(commands -> commands.llen("text"), deadline()))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
                    .hasMessageContaining("WRONGTYPE");
            assertThat(connections.away()).isFalse();
        }
    }

    @Test
    void sayingSomethingNeverWaitsNorFillsTheMemory() {
        RedisConfig small = new RedisConfig("redis://127.0.0.1:" + proxy.port(), "parley", TIMEOUT, 100);
        AtomicInteger heard = new AtomicInteger();
        try (RedisConnections speaker = RedisConnections.open(small);
                Registration hearing = connections.subscribe("d", message -> heard.incrementAndGet(), () -> {})) {
            proxy.pause();
            for (int i = 0; i < 10_000; i++) {
                speaker.publish("d", new byte[1_000]);
            }
            proxy.heal();
            await().atMost(BACK_WITHIN).until(() -> {
                speaker.publish("d", new byte[1]);
                return heard.get() > 0;
            });
            assertThat(heard).hasValueLessThan(1_000);
        }
    }

    @Test
    void whatIsClosedSaysSo() {
        connections.close();
        connections.close();
        assertThatThrownBy(this::ping)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
    }

    private boolean answers() {
        try {
            ping();
            return true;
        } catch (ChatException e) {
            return false;
        }
    }

    private void ping() {
        connections.call(commands -> commands.ping(), deadline());
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static int threads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lettuce") || name.startsWith("parley-redis"))
                .count();
    }
}
