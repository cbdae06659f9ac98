package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking up who may do what costs the same however many there are. */
class AccessPlanH2Test {

    private static final Pattern SCANS = Pattern.compile("scanCount: (\\d+)");

    /** The search for old changes reads so many of them. */
    private static final long MOST = 66;

    @Test
    void everythingIsFoundByAnIndex(@TempDir Path directory) {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.h2File(directory);
        JdbcConnectionPool pool = JdbcConnectionPool.create(config.jdbcUrl(), "sa", "");
        try {
            JdbcDatabase.on(pool).close();
            AccessPlan plan = new AccessPlan(pool, new H2Dialect(config.jdbcUrl()));
            plan.fill("SELECT x AS n FROM system_range(1, ?)", "HASH('SHA-256', CAST(n AS varchar))");
            plan.statements().forEach((name, sql) -> {
                String explained = plan.explain("EXPLAIN ANALYZE ", sql);
                assertThat(SCANS.matcher(explained).results().map((MatchResult scan) -> Long.valueOf(scan.group(1))))
                        .as(name + "\n" + explained)
                        .isNotEmpty()
                        .allMatch(scans -> scans <= MOST);
            });
        } finally {
            pool.dispose();
        }
    }
}
