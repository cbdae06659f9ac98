package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.MessageId;
import dev.parley.core.message.NewConversation;
import dev.parley.core.time.Deadline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No failure that can be provoked shows a text, a title or a key: not printed whole, and not in any log line. */
abstract class TextsStayOutOfFailuresRules {

    private static final String CANARY = "canary";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private JdbcDatabaseConfig config;
    private JdbcDatabase database;
    private Room room;

    abstract JdbcDatabaseConfig newDatabase();

    @BeforeEach
    void open() {
        config = newDatabase();
        database = JdbcDatabase.open(config);
        room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void close() {
        root.setLevel(Level.WARN);
        root.detachAppender(logged);
        database.close();
    }

    /** Runs every call that takes a text, and looks through what comes of it. */
    private void assertWordless(ErrorCode code, String canary) {
        Duration timeout = Duration.ofMillis(500);
        Runnable[] calls = {
            () -> room.append(Room.ALICE, CANARY, canary, Deadline.after(timeout)),
            () -> room.store().log().rename(Room.ALICE, room.id(), canary, Deadline.after(timeout)),
            () -> room.store()
                    .log()
                    .create(
                            Room.ALICE,
                            NewConversation.of(canary),
                            new IdempotencyKey(CANARY + code),
                            Deadline.after(timeout)),
            () -> room.store().log().revise(Room.ALICE, new MessageId(room.id(), 1), 1, canary, Deadline.after(timeout))
        };
        for (Runnable call : calls) {
            ChatException failure = catchThrowableOfType(ChatException.class, call::run);
            if (failure == null && code == ErrorCode.DEADLINE_EXCEEDED) {
                continue;
            }
            assertThat(failure).isNotNull();
            assertThat(failure.code()).isEqualTo(code);
            StringWriter printed = new StringWriter();
            failure.printStackTrace(new PrintWriter(printed));
            assertThat(printed.toString()).doesNotContain(CANARY);
        }
        assertThat(logged.list)
                .extracting(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .noneMatch(line -> line.contains(CANARY));
    }

    void assertRefusedAndNothingWritten(ErrorCode code, String text) {
        room.append(Room.ALICE, "k", "hello");
        assertWordless(code, text);
        assertThat(room.texts()).containsExactly("hello");
        assertThat(room.store()
                        .log()
                        .find(Room.ALICE, room.id(), Room.patience())
                        .orElseThrow()
                        .title())
                .isEqualTo("Room");
    }

    @Test
    void aStatementThatTheDatabaseRefuses() throws SQLException {
        room.append(Room.ALICE, "k", "hello");
        outside("ALTER TABLE parley_entry DROP COLUMN body");
        outside("ALTER TABLE parley_conversation DROP COLUMN title");
        assertWordless(ErrorCode.INTERNAL, CANARY);
    }

    @Test
    void aConstraintThatTheDatabaseChecks() throws SQLException {
        room.append(Room.ALICE, "k", "hello");
        outside("ALTER TABLE parley_entry ADD CHECK (body <> 'canary text')");
        outside("ALTER TABLE parley_conversation ADD CHECK (title <> 'canary text')");
        assertWordless(ErrorCode.INTERNAL, "canary text");
    }

    @Test
    void aRowThatSomebodyElseHolds() throws SQLException {
        room.append(Room.ALICE, "k", "hello");
        try (Connection outsider = connect();
                Statement statement = outsider.createStatement()) {
            outsider.setAutoCommit(false);
            statement.execute("SELECT 1 FROM parley_conversation FOR UPDATE");
            assertWordless(ErrorCode.DEADLINE_EXCEEDED, CANARY);
            outsider.rollback();
        }
    }

    @Test
    void aDatabaseThatIsClosed() {
        room.append(Room.ALICE, "k", "hello");
        database.close();
        assertWordless(ErrorCode.CLOSED, CANARY);
    }

    private void outside(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(config.jdbcUrl(), config.username(), config.password());
    }
}
