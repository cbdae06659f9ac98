package dev.parley.redis.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.Signal;
import dev.parley.core.delivery.SignalCodec;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import io.lettuce.core.KillArgs;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A bus whose carrier breaks, freezes, and carries what is no signal. */
class RedisEventBusOutageIT {

    private static final int MANY = 100_000;

    private static TestRedis redis;

    private final ConversationId room = new ConversationId(UUID.randomUUID());
    private final Queue<Signal> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger losses = new AtomicInteger();
    private RedisConnections hereConnections;
    private RedisConnections thereConnections;
    private EventBus here;
    private EventBus there;

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
        hereConnections = RedisConnections.open(RedisConfig.of(redis.uri()));
        thereConnections = RedisConnections.open(RedisConfig.of(redis.uri()));
        here = RedisEventBus.on(hereConnections);
        there = RedisEventBus.on(thereConnections);
        there.subscribe(heard::add, losses::incrementAndGet);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        hereConnections.close();
        thereConnections.close();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private Signal hint(long seq) {
        return new Signal.EntryAppended(room, seq, null);
    }

    /** Until one of many is heard: what is sent before both sides are back may be lost. */
    private void awaitFlow() {
        Signal signal = new Signal.UserTyping(room, new UserId("probe-" + UUID.randomUUID()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    here.publish(signal);
                    return heard.contains(signal);
                });
    }

    private void awaitLossAfter(int before) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> losses.get() > before);
    }

    private void publishMany() {
        LongStream.rangeClosed(1, MANY).mapToObj(this::hint).forEach(here::publish);
    }

    private void assertBounded() {
        assertThat(heard.stream().filter(signal -> signal instanceof Signal.EntryAppended))
                .hasSizeLessThan(3 * MessageSender.QUEUE)
                .doesNotHaveDuplicates();
    }

    @Test
    void brokenSubscriptionsAreMadeAnewAndALossIsTold() {
        awaitFlow();
        assertThat(losses).hasValue(0);
        hereConnections.call(commands -> commands.clientKill(KillArgs.Builder.typePubsub()), soon());
        awaitLossAfter(0);
        awaitFlow();
    }

    /** Of what is published meanwhile no more is kept than the queue holds; the rest is dropped, and that it was is told. */
    @Test
    void aRedisThatComesBackIsFoundAgain() {
        awaitFlow();
        redis.kill();
        publishMany();
        redis.restart();
        awaitLossAfter(0);
        awaitFlow();
        assertBounded();
    }

    @Test
    void publishingDoesNotWaitForAFrozenRedis() {
        awaitFlow();
        int before = losses.get();
        redis.freeze();
        try {
            publishMany();
        } finally {
            redis.thaw();
        }
        awaitLossAfter(before);
        awaitFlow();
        assertBounded();
    }

    @Test
    void aBusThatIsOpenedWhileRedisIsAwayHearsWhenItIsBack() {
        redis.kill();
        List<Signal> late = new CopyOnWriteArrayList<>();
        try (EventBus opened = RedisEventBus.on(thereConnections)) {
            opened.subscribe(late::add, () -> {});
            redis.restart();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                here.publish(hint(1));
                return late.contains(hint(1));
            });
        }
    }

    /** Nobody hears it, one line in the log tells of it, and what follows is heard. */
    @Test
    void whatIsNoSignalIsPassedOver() {
        Logger logger = (Logger) LoggerFactory.getLogger(EventBus.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        byte[] large = new byte[1 << 20];
        new Random(42).nextBytes(large);
        SignalCodec codec = new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES);
        byte[] newer = codec.encode(hint(3)).get(0);
        newer[0]++;
        try {
            for (byte[] message : List.of(new byte[0], TestRedis.bytes("garbage"), large, newer)) {
                hereConnections.publish("parley:signals", message);
            }
            here.publish(hint(1));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains(hint(1)));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(heard).containsExactly(hint(1));
        assertThat(losses).hasValue(0);
        assertThat(lines.list.stream().filter(line -> line.getLevel() == Level.WARN))
                .as("one for each of the two buses")
                .hasSize(2);
    }

    @Test
    void aMessageThatIsMissingIsFoundMissing() {
        SignalCodec codec = new SignalCodec(UUID.randomUUID(), SignalCodec.LEAST_BYTES);
        for (long seq = 1; seq <= 3; seq++) {
            byte[] message = codec.numbered(codec.encode(hint(seq)).get(0));
            if (seq != 2) {
                hereConnections.publish("parley:signals", message);
            }
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains(hint(3)));
        assertThat(heard).containsExactly(hint(1), hint(3));
        assertThat(losses).hasValue(1);
    }

    @Test
    void systemsOnOneRedisAreApart() {
        RedisConfig config = RedisConfig.of(redis.uri());
        RedisConfig other = new RedisConfig(config.uri(), "other", config.timeout(), config.queue());
        try (RedisConnections connections = RedisConnections.open(other);
                EventBus elsewhere = RedisEventBus.on(connections)) {
            elsewhere.publish(hint(1));
            awaitFlow();
            assertThat(heard).doesNotContain(hint(1));
        }
    }

    @Test
    void closingEndsThreadsAndSubscriptions() {
        here.close();
        there.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("parley-redis-signals")));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> hereConnections
                        .call(commands -> commands.pubsubNumsub("parley:signals"), soon())
                        .containsValue(0L));
    }
}
