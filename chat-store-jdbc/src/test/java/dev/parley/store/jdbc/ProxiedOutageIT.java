package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.store.AppendResult;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.Concurrently;
import dev.parley.testkit.FaultyProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarantee G11 with a way to the server that is broken in one way after another. */
class ProxiedOutageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** How late an answer may come, as a multiple of the time that the call had. */
    private static final int TOLERANCE = 5;

    private static final int CALLERS = 8;
    private static final int CONNECTIONS = 4;

    private static final Set<ErrorCode> CLEAR = Set.of(
            ErrorCode.STORE_UNAVAILABLE,
            ErrorCode.STORE_OVERLOADED,
            ErrorCode.DEADLINE_EXCEEDED,
            ErrorCode.OUTCOME_UNKNOWN);

    private FaultyProxy proxy;
    private JdbcDatabase database;
    private Room room;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("ImmutableEnumChecker") // Functions of the proxy, which hold nothing.
    private enum Trouble {
        BLACK_HOLE(FaultyProxy::pause),
        ANSWERS_LOST(FaultyProxy::pauseAnswers),
        HALF_OPEN(FaultyProxy::halfOpen),
        RESET(FaultyProxy::refuse),
        SLOW(proxy -> proxy.slow(Duration.ofMillis(500), Duration.ofMillis(200), 1_000_000)),
        NARROW(proxy -> proxy.slow(Duration.ZERO, 1_024)),
        SLICED(FaultyProxy::slice);

        private final Consumer<FaultyProxy> begin;

        Trouble(Consumer<FaultyProxy> begin) {
            this.begin = begin;
        }
    }

    @BeforeEach
    void open() {
        JdbcDatabaseConfig direct = PostgresServer.newDatabase();
        int port = Integer.parseInt(direct.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        proxy = FaultyProxy.to("localhost", port);
        database = JdbcDatabase.open(JdbcDatabaseConfig.of(direct.jdbcUrl().replace(":" + port, ":" + proxy.port()))
                .withCredentials("postgres", "")
                .withMaximumPoolSize(CONNECTIONS)
                .withConnectionTimeout(Duration.ofMillis(500)));
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
    }

    @AfterEach
    void close() {
        database.close();
        proxy.close();
    }

    private void append(String key) {
        AppendResult result = room.append(Room.ALICE, key, key, Deadline.after(TIMEOUT));
        if (result instanceof AppendResult.Refused refused) {
            assertThat(refused.reason()).isIn(CLEAR);
        } else {
            acknowledged.add(key);
        }
    }

    private void call(int number) {
        List<IntConsumer> calls = List.of(
                n -> append("during " + n),
                n -> room.store().log().find(Room.ALICE, room.id(), Deadline.after(TIMEOUT)),
                n -> room.store().feed().heads(List.of(room.id()), Deadline.after(TIMEOUT)),
                n -> room.store()
                        .log()
                        .create(
                                Room.BOB,
                                NewConversation.of("Room"),
                                new IdempotencyKey("during " + n),
                                Deadline.after(TIMEOUT)));
        long start = System.nanoTime();
        try {
            calls.get(number % calls.size()).accept(number);
        } catch (ChatException e) {
            assertThat(e.code()).isIn(CLEAR);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(TOLERANCE));
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void callsEndInTimeAndAllIsWholeAfterwards(Trouble trouble) {
        append("before");
        trouble.begin.accept(proxy);
        Concurrently.run(CALLERS, number -> {
            call(number);
            return number;
        });
        proxy.heal();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            try {
                room.store().ping(Deadline.after(TIMEOUT));
                return true;
            } catch (ChatException e) {
                return false;
            }
        });
        // Every connection is a good one again: as many calls at once as there are connections, and then some.
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> Concurrently.run(CALLERS, this::pings).stream().allMatch(passed -> passed));
        append("after");
        assertThat(acknowledged).contains("before", "after");
        assertThat(room.texts()).doesNotHaveDuplicates().containsAll(acknowledged);
        database.close();
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private boolean pings(int number) {
        try {
            room.store().ping(Deadline.after(TIMEOUT));
            return true;
        } catch (ChatException e) {
            return false;
        }
    }

    /** Those of pools and of what looks for a primary. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("parley-"))
                .collect(Collectors.toSet());
    }
}
