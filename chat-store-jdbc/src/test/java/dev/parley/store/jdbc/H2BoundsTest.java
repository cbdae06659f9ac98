package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.Conversation;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.HistoryRange;
import dev.parley.core.time.Deadline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a connection to H2 is bounded by the time that a call has left. */
class H2BoundsTest {

    private static final Principal ALICE = Principal.of("alice");

    private final H2Dialect dialect = new H2Dialect("bounds");
    private JdbcDataSource dataSource;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:bounds");
        connection = dataSource.getConnection();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void bothTimeOutsAreSetAndPutBack() throws SQLException {
        setAndPutBack(connection);
    }

    /** As behind a pool that does not say what it wraps. */
    @Test
    void bothTimeOutsAreSetByStatementsWhereTheSessionIsOutOfReach() throws SQLException {
        setAndPutBack((Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("isWrapperFor")) {
                        return false;
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void setAndPutBack(Connection used) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        int before = dialect.bounds(used);
        dialect.bound(used, Duration.ofMillis(1_234));
        assertThat(session.getLockTimeout()).isEqualTo(1_234);
        assertThat(session.getQueryTimeout()).isEqualTo(1_234);
        dialect.unbound(used, before);
        assertThat(session.getLockTimeout()).isEqualTo(before);
        assertThat(session.getQueryTimeout()).isZero();
    }

    /** H2 compiles every statement of every connection anew when this number has changed. */
    @Test
    void readingLeavesWhatIsCompiled() throws SQLException {
        try (JdbcDatabase database = JdbcDatabase.on(dataSource);
                JdbcChatStore store = JdbcChatStore.on(database, InstantSource.system())) {
            Conversation conversation = store.log()
                    .create(ALICE, NewConversation.of("Room", new UserId("bob")), new IdempotencyKey("c"), soon())
                    .orThrow();
            long before = metadata();
            for (int i = 0; i < 10; i++) {
                store.log()
                        .messages(ALICE, conversation.id(), HistoryRange.latest(50), soon())
                        .orThrow();
            }
            assertThat(metadata()).isEqualTo(before);
        }
    }

    private long metadata() throws SQLException {
        return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession())
                .getDatabase()
                .getModificationMetaId();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }
}
