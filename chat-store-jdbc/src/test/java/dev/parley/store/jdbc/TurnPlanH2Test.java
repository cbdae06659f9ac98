package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns cost the same however many have ended. */
class TurnPlanH2Test {

    private static final Pattern SCANS = Pattern.compile("scanCount: (\\d+)");

    @Test
    void nothingStepsOverWhatHasEnded(@TempDir Path directory) {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(directory);
        JdbcConnectionPool pool = JdbcConnectionPool.create(config.jdbcUrl(), "sa", "");
        try {
            JdbcDatabase.on(pool).close();
            TurnPlan plan = new TurnPlan(pool, new H2Dialect(config.jdbcUrl()));
            plan.fill("SELECT x AS n FROM system_range(1, ?)");
            for (String sql : TurnPlan.STATEMENTS) {
                String explained = plan.explain("EXPLAIN ANALYZE ", sql);
                assertThat(SCANS.matcher(explained).results().map((MatchResult scan) -> Long.valueOf(scan.group(1))))
                        .as(explained)
                        .isNotEmpty()
                        .allMatch(scans -> scans <= TurnPlan.LIMIT + 2);
            }
        } finally {
            pool.dispose();
        }
    }
}
