package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.delivery.Signal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.UserId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bus whose carrier breaks, freezes, and carries what is no signal. */
class EventBusOutageIT {

    private static OwnPostgres server;

    private final ConversationId room = new ConversationId(UUID.randomUUID());
    private final List<Signal> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger losses = new AtomicInteger();
    private JdbcDatabaseConfig config;
    private PostgresEventBus here;
    private PostgresEventBus there;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = new OwnPostgres(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        config = PostgresServer.newDatabase(server.server());
        here = PostgresEventBus.open(config);
        there = PostgresEventBus.open(config);
        there.subscribe(heard::add, losses::incrementAndGet);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private void sql(String statement) {
        try (Connection connection = connect();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
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

    @Test
    void brokenConnectionsAreMadeAnewAndALossIsTold() {
        awaitFlow();
        assertThat(losses).hasValue(0);
        sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parley-bus'");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> losses.get() > 0);
        awaitFlow();
    }

    @Test
    void aServerThatComesBackIsFoundAgain() {
        server.kill();
        LongStream.rangeClosed(1, 100).mapToObj(this::hint).forEach(here::publish);
        server.restart();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> losses.get() > 0);
        awaitFlow();
    }

    /** More than is kept: the rest is dropped, and that it was is told. */
    @Test
    void publishingDoesNotWaitForAFrozenServer() {
        awaitFlow();
        int before = losses.get();
        server.freeze();
        try {
            LongStream.rangeClosed(1, 3L * NotificationSender.QUEUE)
                    .mapToObj(this::hint)
                    .forEach(here::publish);
        } finally {
            server.thaw();
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> losses.get() > before);
        awaitFlow();
        assertThat(heard.stream().filter(signal -> signal instanceof Signal.EntryAppended))
                .hasSizeLessThan(3 * NotificationSender.QUEUE)
                .doesNotHaveDuplicates();
    }

    @Test
    void whereThereIsNoServerOpeningSaysSo() {
        assertThatThrownBy(() -> PostgresEventBus.open(JdbcDatabaseConfig.of("jdbc:postgresql://localhost:1/none")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThatThrownBy(() -> PostgresEventBus.open(JdbcDatabaseConfig.of(config.jdbcUrl() + "none")
                        .withCredentials(config.username(), config.password())))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
        assertThatThrownBy(() -> PostgresEventBus.open(JdbcDatabaseConfig.of("jdbc:h2:mem:none")))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void closingEndsThreadsAndConnections() {
        here.close();
        there.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("parley-bus")));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> connections() == 0);
    }

    private int connections() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'parley-bus'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void whatIsNoSignalIsPassedOver() {
        sql("NOTIFY parley_signals");
        sql("NOTIFY parley_signals, 'no Base64'");
        sql("NOTIFY parley_signals, 'AQIDBA=='");
        here.publish(hint(1));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard.contains(hint(1)));
        assertThat(losses).hasValue(0);
    }
}
