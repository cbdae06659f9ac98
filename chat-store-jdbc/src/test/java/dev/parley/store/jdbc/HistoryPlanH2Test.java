package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page costs the same however long the conversation is. */
class HistoryPlanH2Test {

    private static final Pattern SCANS = Pattern.compile("scanCount: (\\d+)");

    private static JdbcConnectionPool pool;
    private static HistoryPlan plan;
    private static UUID small;
    private static UUID large;

    @BeforeAll
    static void fill(@TempDir Path directory) {
        pool = JdbcConnectionPool.create(JdbcDatabaseConfig.h2File(directory).jdbcUrl(), "sa", "");
        JdbcDatabase.on(pool).close();
        plan = new HistoryPlan(pool);
        small = plan.fill(1_000);
        large = plan.fill(HistoryPlan.LARGE);
        plan.fillOthers(10_000);
    }

    @AfterAll
    static void close() {
        pool.dispose();
    }

    private static List<Long> scans(String explained) {
        return SCANS.matcher(explained)
                .results()
                .map((MatchResult scan) -> Long.valueOf(scan.group(1)))
                .toList();
    }

    @Test
    void aPageStepsOverItsOwnMessagesOnly() {
        for (String sql : List.of(History.BACKWARDS, History.FORWARDS, History.ENTRIES)) {
            for (UUID conversation : List.of(small, large)) {
                for (long bound : new long[] {3_000, sql.equals(History.BACKWARDS) ? Long.MAX_VALUE : 0}) {
                    String explained = plan.explain("EXPLAIN ANALYZE ", sql, conversation, bound);
                    assertThat(explained).contains("index sorted");
                    assertThat(scans(explained)).allMatch(scans -> scans <= HistoryPlan.PAGE + 2);
                }
            }
        }
    }

    /** What it costs depends on how many conversations the reader has, not on what is in them or on those of others. */
    @Test
    void aListLooksAtTheReadersConversationsOnly() {
        for (String sql : List.of(Conversations.LIST_FIRST, Conversations.LIST_NEXT)) {
            String explained = plan.explainList("EXPLAIN ANALYZE ", sql);
            assertThat(scans(explained)).isNotEmpty().allMatch(scans -> scans <= 8);
        }
    }
}
