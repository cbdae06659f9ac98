package dev.parley.redis.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.testkit.Concurrently;
import dev.parley.testkit.FaultyProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two nodes, four threads each, never stop asking while the way to Redis breaks. No call throws; what Redis let through is
 * within the formula, once more for each time that it lost its data; and what the nodes let through without it is within
 * their declared shares.
 */
class RateFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RateFaultsIT.class);
    private static final int NODES = 2;
    private static final int THREADS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LimitKey HOT = new LimitKey(TenantId.DEFAULT, "it", "hot");
    private static final RateLimit LIMIT = new RateLimit(2_000, 500, Duration.ofSeconds(1));

    private final List<RedisConnections> connections = new ArrayList<>();
    private final List<RedisRateLimiter> limiters = new ArrayList<>();
    private final LongAdder admitted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder admittedAway = new LongAdder();
    private final LongAdder away = new LongAdder();
    private TestRedis redis;
    private FaultyProxy proxy;

    private enum Fault {
        KILLED,
        CUT,
        ANSWERS_LOST
    }

    @BeforeEach
    void start() {
        redis = TestRedis.start();
        proxy = FaultyProxy.to("127.0.0.1", redis.port());
    }

    @AfterEach
    void stop() {
        limiters.forEach(RedisRateLimiter::close);
        KeysExpire.check(connections.get(0));
        connections.forEach(RedisConnections::close);
        proxy.close();
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({
        "KILLED, false, 1",
        "KILLED, true, 1",
        "CUT, false, 0",
        "CUT, true, 0",
        "ANSWERS_LOST, false, 0",
        "ANSWERS_LOST, true, 0"
    })
    void noMoreIsLetThroughThanDeclared(Fault fault, boolean leased, int losses) {
        open(leased);
        long start = System.nanoTime();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        Thread faults = new Thread(() -> inflict(fault));
        faults.setUncaughtExceptionHandler((thread, e) -> failed.set(e));
        faults.start();
        var unused = Concurrently.run(THREADS, thread -> {
            RedisRateLimiter limiter = limiters.get(thread % NODES);
            while (faults.isAlive()) {
                count(limiter.acquire(HOT, LIMIT, 1, Deadline.after(PATIENCE)));
            }
            return 0;
        });
        double flowedIn = (System.nanoTime() - start) / 1e9 * LIMIT.refill();
        LOG.info(
                "{}, leased {}: {} let through, {} without Redis; {} refused, {} without Redis",
                fault,
                leased,
                admitted,
                admittedAway,
                refused,
                away);
        assertThat(failed.get()).isNull();
        assertThat(admitted.doubleValue()).isLessThanOrEqualTo(LIMIT.capacity() * (1.0 + losses) + flowedIn);
        assertThat(admittedAway.doubleValue()).isLessThanOrEqualTo(LIMIT.capacity() + flowedIn);
    }

    private void open(boolean leased) {
        for (int i = 0; i < NODES; i++) {
            RedisConnections own = RedisConnections.open(RedisConfig.of("redis://127.0.0.1:" + proxy.port()));
            connections.add(own);
            RedisRateLimiterBuilder builder = RedisRateLimiter.on(own).whenAway(AwayPolicy.localShare(NODES));
            limiters.add((leased ? builder.leased() : builder).build());
        }
    }

    private void count(RateDecision decision) {
        if (decision instanceof RateDecision.Allowed) {
            (decision.degraded() ? admittedAway : admitted).increment();
        } else {
            (decision.degraded() ? away : refused).increment();
        }
    }

    /** Each time when all of the allowance is used up, so that anything more would be too much. */
    private void inflict(Fault fault) {
        untilMore(refused);
        switch (fault) {
            case KILLED -> {
                redis.kill();
                untilMore(away);
                redis.restart();
            }
            case CUT -> {
                for (int i = 0; i < 5; i++) {
                    proxy.cut();
                    untilMore(admitted);
                }
            }
            case ANSWERS_LOST -> {
                proxy.pauseAnswers();
                untilMore(away);
                proxy.cut();
                proxy.heal();
            }
        }
        untilMore(admitted);
        untilMore(refused);
    }

    private static void untilMore(LongAdder count) {
        long before = count.sum();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> count.sum() > before);
    }
}
