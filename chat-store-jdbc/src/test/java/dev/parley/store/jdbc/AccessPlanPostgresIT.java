package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Looking up who may do what costs the same however many there are. */
class AccessPlanPostgresIT {

    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?");

    @Test
    void everythingIsFoundByAnIndex() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        JdbcDatabaseConfig config = PostgresServer.newDatabase();
        // The plan that a statement gets when it was run a few times, whatever its values.
        dataSource.setUrl(config.jdbcUrl() + "?options=-c%20plan_cache_mode%3Dforce_generic_plan");
        dataSource.setUser(config.username());
        JdbcDatabase.on(dataSource).close();
        AccessPlan plan = new AccessPlan(dataSource, new PostgreSqlDialect());
        plan.fill("SELECT n FROM generate_series(1, ?) AS n", "sha256(CAST(CAST(n AS varchar) AS bytea))");
        for (String statistics : new String[] {"SELECT 1", "ANALYZE"}) {
            plan.execute(statistics);
            plan.statements().forEach((name, sql) -> {
                String explained = plan.explain("EXPLAIN (ANALYZE, BUFFERS) ", sql);
                assertThat(explained)
                        .as(name)
                        .doesNotContainPattern("Seq Scan on parley_(?!access_head)")
                        .doesNotContain("Rows Removed by Filter: 9");
                assertThat(buffers(explained)).as(name + "\n" + explained).isLessThan(60);
            });
        }
    }

    /** Of the outermost node, which counts those below. */
    private static int buffers(String explained) {
        Matcher matcher = BUFFERS.matcher(explained);
        assertThat(matcher.find()).as(explained).isTrue();
        return Integer.parseInt(matcher.group(1)) + (matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2)));
    }
}
