package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a transaction says for whom it works is gone with it, however it ends: the next one on the connection is another's. */
class ScopedPoolPostgresIT {

    private static final int CHECKOUTS = Integer.getInteger("parley.checkouts", 2_000);
    private static final String TENANTS =
            "SELECT coalesce(string_agg(DISTINCT tenant, ','), '') FROM parley_participant";
    private static final List<TenantId> BOTH = List.of(new TenantId("a"), new TenantId("b"));

    private static HikariDataSource pool(JdbcDatabaseConfig config) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.jdbcUrl());
        pool.setUsername("parley_calls");
        pool.setMaximumPoolSize(2);
        return new HikariDataSource(pool);
    }

    /** On the host's own pool, which puts nothing back by itself but what JDBC knows of. */
    @Test
    void noScopeLeaksIntoTheNextTransaction() throws SQLException {
        GuardedDatabase server = new GuardedDatabase();
        try (JdbcDatabase owner = JdbcDatabase.open(server.callsWithOwner())) {
            BOTH.forEach(tenant -> GuardedDatabase.fill(owner, tenant));
        }
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (HikariDataSource pool = pool(server.administrator())) {
            Connections connections = new Connections(
                    JdbcDatabase.jdbi(pool, new PostgreSqlDialect()), new PostgreSqlDialect(), null, Duration.ZERO);
            Transactions transactions = new Transactions(connections, null, () -> {}, () -> {});
            for (int i = 0; i < CHECKOUTS; i++) {
                TenantId tenant = BOTH.get(random.nextInt(2));
                Scope scope = Scope.of(Principal.of(tenant, new UserId("alice")), new ConversationId(new UUID(0, i)));
                use(transactions, random.nextInt(40), scope, tenant.value());
                if (random.nextInt(4) == 0) {
                    assertNothingLeft(pool, "seed " + seed + ", checkout " + i);
                }
            }
            assertThat(asked(transactions, Scope.of(BOTH.get(0)))).doesNotContain("worker");
            assertThat(asked(transactions, Scope.worker(BOTH.get(0)))).contains("as parley_worker");
        }
    }

    private static void use(Transactions transactions, int way, Scope scope, String tenant) {
        switch (way) {
            case 0 ->
                assertThatThrownBy(() -> transactions.write(scope, soon(), session -> {
                            session.query(TENANTS).mapTo(String.class).one();
                            return session.query("SELECT count(pg_sleep(20))")
                                    .mapTo(Long.class)
                                    .one();
                        }))
                        .isInstanceOf(ChatException.class);
            case 1, 2, 3, 4, 5 ->
                assertThatThrownBy(() -> transactions.write(scope, Room.patience(), session -> {
                            session.query(TENANTS).mapTo(String.class).one();
                            return session.query("SELECT nothing FROM nowhere")
                                    .mapTo(Long.class)
                                    .one();
                        }))
                        .isInstanceOf(ChatException.class);
            case 6, 7, 8, 9, 10 ->
                assertThatThrownBy(() -> transactions.write(scope, Room.patience(), session -> {
                            session.update("UPDATE parley_participant SET read_seq = read_seq")
                                    .execute();
                            throw new IllegalStateException("rolled back");
                        }))
                        .isInstanceOf(RuntimeException.class);
            case 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 ->
                assertThat(transactions.<Integer>write(
                                scope,
                                Room.patience(),
                                session -> session.update("UPDATE parley_participant SET read_seq = read_seq")
                                        .execute()))
                        .isEqualTo(3);
            default ->
                assertThat(transactions.<String>read(
                                scope,
                                Room.patience(),
                                session -> session.query(TENANTS)
                                        .mapTo(String.class)
                                        .one()))
                        .isEqualTo(tenant);
        }
    }

    /** {@return the text by which the server knows a prepared statement, which has to be another for each role} */
    private static String asked(Transactions transactions, Scope scope) {
        return transactions.read(
                scope,
                Room.patience(),
                session -> session.query("SELECT current_query()")
                        .mapTo(String.class)
                        .one());
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMillis(20));
    }

    private static void assertNothingLeft(HikariDataSource pool, String when) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_user = session_user"
                        + " AND coalesce(current_setting('parley.tenant', TRUE), '') = ''"
                        + " AND coalesce(current_setting('parley.users', TRUE), '') = ''"
                        + " AND coalesce(current_setting('parley.conversation', TRUE), '') = ''")) {
            row.next();
            assertThat(row.getBoolean(1)).as(when).isTrue();
        }
    }
}
