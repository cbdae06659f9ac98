package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Turns cost the same however many have ended. */
class TurnPlanPostgresIT {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    @Test
    void nothingStepsOverWhatHasEnded() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        // The plan that a statement gets when it was run a few times, whatever its values.
        dataSource.setUrl(config.jdbcUrl() + "?options=-c%20plan_cache_mode%3Dforce_generic_plan");
        dataSource.setUser(config.username());
        JdbcDatabase.on(dataSource).close();
        TurnPlan plan = new TurnPlan(dataSource, new PostgreSqlDialect());
        plan.fill("SELECT n FROM generate_series(1, ?) AS n");
        for (String statistics : new String[] {"SELECT 1", "ANALYZE"}) {
            plan.execute(statistics);
            for (String sql : TurnPlan.STATEMENTS) {
                String explained = plan.explain("EXPLAIN (ANALYZE, BUFFERS) ", sql);
                assertThat(explained).doesNotContain("Seq Scan on parley_turn");
                assertThat(buffers(explained)).as(explained).isLessThan(60);
            }
        }
    }

    /** Of the outermost node, which counts those below. */
    private static int buffers(String explained) {
        Matcher matcher = BUFFERS.matcher(explained);
        assertThat(matcher.find()).as(explained).isTrue();
        return Integer.parseInt(matcher.group(1)) + (matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }
}
