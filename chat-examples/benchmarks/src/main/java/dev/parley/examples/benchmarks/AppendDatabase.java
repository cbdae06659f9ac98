package dev.parley.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.auth.Principal;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.IdempotencyKey;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatLog;
import dev.parley.core.time.Deadline;
import dev.parley.store.jdbc.JdbcChatStore;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * A PostgreSQL of its own with durable commits and 1,000 conversations of two, the store on a pool of its own, and a pool
 * for the others with the same settings of the session.
 */
final class AppendDatabase implements AutoCloseable {

    static final int CONVERSATIONS = 1_000;
    static final Principal AUTHOR = Principal.of("author");

    private static final String EARLIER_MESSAGES = """
            INSERT INTO parley_entry (conversation_id, seq, type, happened_at, author, ordinal, message_seq, body, kind,
                revision, idempotency_key)
            SELECT id, head_seq + n, 'posted', now(), 'reader', n, head_seq + n, 'an earlier message', 'user', 1, 'earlier ' || n
            FROM parley_conversation, generate_series(1, 20) n
            """;

    private static final String EARLIER_HEADS = """
            UPDATE parley_conversation
            SET head_seq = head_seq + 20, posted_count = 20, last_posted_seq = head_seq + 20
            """;

    private final EmbeddedPostgres server;
    private final JdbcDatabase database;
    private final JdbcChatStore store;
    private final HikariDataSource pool;
    private final List<ConversationId> conversations;

    /**
     * Starts the server.
     *
     * @param flushMicros how long a commit waits before it flushes, on top of what the disk takes
     */
    AppendDatabase(int flushMicros, int connections) throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("commit_delay", Integer.toString(flushMicros))
                .setServerConfig("commit_siblings", "0")
                .start();
        JdbcDatabaseConfig config = JdbcDatabaseConfig.of(server.getJdbcUrl("postgres", "postgres"))
                .withMaximumPoolSize(connections)
                .withConnectionTimeout(Duration.ofSeconds(30));
        database = JdbcDatabase.open(config);
        store = JdbcChatStore.on(database, InstantSource.system());
        pool = pool(config.jdbcUrl(), connections);
        NewConversation from = NewConversation.of("one of many", new UserId("reader"));
        conversations = IntStream.range(0, CONVERSATIONS)
                .mapToObj(n -> store.log()
                        .create(AUTHOR, from, new IdempotencyKey("conversation " + n), soon())
                        .orThrow()
                        .id())
                .toList();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE bare (conversation uuid, seq bigint, body text, PRIMARY KEY (conversation, seq))");
            // Or the server would plan for empty tables, which suits nobody.
            statement.execute(EARLIER_MESSAGES);
            statement.execute(EARLIER_HEADS);
            statement.execute("VACUUM (ANALYZE)");
        }
    }

    private static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(30_000);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // As the store's own: a plan that was made while the table was empty would read all of it from then on.
        config.setConnectionInitSql("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off;"
                + " SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_sort = off; SET jit = off");
        return new HikariDataSource(config);
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    ChatLog log() {
        return store.log();
    }

    DataSource pool() {
        return pool;
    }

    List<ConversationId> conversations() {
        return conversations;
    }

    @Override
    public void close() throws IOException {
        store.close();
        database.close();
        pool.close();
        server.close();
    }
}
