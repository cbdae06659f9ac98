package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A page costs the same however long the conversation is. */
class HistoryPlanPostgresIT {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    private static JdbcDatabaseConfig config;
    private static HistoryPlan plan;
    private static UUID small;
    private static UUID large;

    @BeforeAll
    static void fill() {
        config = PostgresServer.newDatabase();
        PGSimpleDataSource dataSource = dataSource(config, "");
        JdbcDatabase.on(dataSource).close();
        plan = new HistoryPlan(dataSource);
        small = plan.fill(1_000);
        large = plan.fill(HistoryPlan.LARGE);
        plan.fillOthers(10_000);
        plan.analyze("ANALYZE");
    }

    @Test
    void aPageStepsOverItsOwnMessagesOnly() {
        for (String sql : List.of(History.BACKWARDS, History.FORWARDS, History.ENTRIES)) {
            for (UUID conversation : List.of(small, large)) {
                // As calls read it: row policies have their share, too.
                HistoryPlan guarded = new HistoryPlan(dataSource(
                        config,
                        " -c role=parley_app -c parley.tenant=default -c parley.users={alice} -c parley.conversation="
                                + conversation));
                for (long bound : new long[] {3_000, sql.equals(History.BACKWARDS) ? Long.MAX_VALUE : 0}) {
                    for (HistoryPlan reader : List.of(plan, guarded)) {
                        String explained = reader.explain("EXPLAIN (ANALYZE, BUFFERS) ", sql, conversation, bound);
                        assertThat(explained).contains("Index Scan").doesNotContain("Sort", "Seq Scan on parley_entry");
                        assertThat(buffers(explained)).as(explained).isLessThan(80);
                    }
                }
            }
        }
    }

    @Test
    void anAdministratorSaysHowManyPartitionsThereAre() throws SQLException {
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        PGSimpleDataSource dataSource = dataSource(config, "");
        String name = config.jdbcUrl().replaceFirst(".*/", "");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + name + " SET parley.partitions = 3");
            try (JdbcDatabase database = JdbcDatabase.open(config)) {
                Room room = Room.in(JdbcChatStore.on(database, InstantSource.system()));
                room.append(Room.ALICE, "k", "text");
                assertThat(room.texts()).containsExactly("text");
            }
            try (ResultSet row = statement.executeQuery(
                    "SELECT count(*) FROM pg_inherits WHERE inhparent = 'parley_entry'::regclass")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(3);
            }
        }
    }

    /** The plan that a statement gets when it was run a few times, whatever its values. */
    private static PGSimpleDataSource dataSource(JdbcDatabaseConfig config, String settings) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(config.jdbcUrl());
        dataSource.setUser(config.username());
        dataSource.setOptions("-c plan_cache_mode=force_generic_plan" + settings);
        return dataSource;
    }

    /** What it costs depends on how many conversations the reader has, not on what is in them or on those of others. */
    @Test
    void aListLooksAtTheReadersConversationsOnly() {
        for (String sql : List.of(Conversations.LIST_FIRST, Conversations.LIST_NEXT)) {
            String explained = plan.explainList("EXPLAIN (ANALYZE, BUFFERS) ", sql);
            assertThat(explained)
                    .contains("parley_participant_user", "parley_entry_0_pkey")
                    .doesNotContain("Seq Scan");
            assertThat(buffers(explained)).isLessThan(40);
        }
    }

    /** Of the outermost node, which counts those below. */
    private static int buffers(String explained) {
        Matcher matcher = BUFFERS.matcher(explained);
        assertThat(matcher.find()).as(explained).isTrue();
        return Integer.parseInt(matcher.group(1)) + (matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }
}
