package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page costs the same however long the conversation is. */
class HistoryPlanH2Test {

    private static final Pattern SCANS = Pattern.compile("scanCount: (\\d+)");

    @Test
    void aPageStepsOverItsOwnMessagesOnly(@TempDir Path directory) {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(directory);
        JdbcConnectionPool pool = JdbcConnectionPool.create(config.jdbcUrl(), "sa", "");
        try {
            JdbcDatabase.on(pool).close();
            HistoryPlan plan = new HistoryPlan(pool);
            UUID small = plan.fill(1_000);
            UUID large = plan.fill(HistoryPlan.LARGE);
            for (String sql : List.of(History.BACKWARDS, History.FORWARDS, History.ENTRIES)) {
                for (UUID conversation : List.of(small, large)) {
                    for (long bound : new long[] {3_000, sql.equals(History.BACKWARDS) ? Long.MAX_VALUE : 0}) {
                        String explained = plan.explain("EXPLAIN ANALYZE ", sql, conversation, bound);
                        assertThat(explained).contains("index sorted");
                        assertThat(SCANS.matcher(explained)
                                        .results()
                                        .map((MatchResult scan) -> Long.valueOf(scan.group(1))))
                                .allMatch(scans -> scans <= HistoryPlan.PAGE + 2);
                    }
                }
            }
        } finally {
            pool.dispose();
        }
    }
}
