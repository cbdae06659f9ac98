package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static HistoryPlan plan;
    private static UUID small;
    private static UUID large;

    @BeforeAll
    static void fill() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        // The plan that a statement gets when it was run a few times, whatever its values.
        dataSource.setUrl(config.jdbcUrl() + "?options=-c%20plan_cache_mode%3Dforce_generic_plan");
        dataSource.setUser(config.username());
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
                for (long bound : new long[] {3_000, sql.equals(History.BACKWARDS) ? Long.MAX_VALUE : 0}) {
                    String explained = plan.explain("EXPLAIN (ANALYZE, BUFFERS) ", sql, conversation, bound);
                    assertThat(explained).contains("Index Scan").doesNotContain("Sort", "Seq Scan on parley_entry");
                    assertThat(buffers(explained)).isLessThan(80);
                }
            }
        }
    }

    /** What it costs depends on how many conversations the reader has, not on what is in them or on those of others. */
    @Test
    void aListLooksAtTheReadersConversationsOnly() {
        for (String sql : List.of(Conversations.LIST_FIRST, Conversations.LIST_NEXT)) {
            String explained = plan.explainList("EXPLAIN (ANALYZE, BUFFERS) ", sql);
            assertThat(explained)
                    .contains("parley_participant_user", "parley_entry_pkey")
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
