package dev.parley.store.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who keeps a connection for too long is named in the log. */
class LeakTest {

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final String SECRET = "canary";

    private final Logger logger = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari.pool.ProxyLeakTask");
    private final List<ILoggingEvent> heard = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            heard.add(event);
        }
    };
    private final Level before = logger.getLevel();

    @BeforeEach
    void listen() {
        appender.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
    }

    @AfterEach
    void end() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }

    private static PoolSpec spec(String role) {
        PoolLimits limits =
                PoolLimits.DEFAULT.withMaximumPoolSize(2).withWarnings(SHORTEST, PoolLimits.DEFAULT.saturationAfter());
        return new PoolSpec("jdbc:h2:mem:leaks", PoolRole.of(role, "sa", SECRET), limits, false);
    }

    @Test
    void aConnectionThatIsNotGivenBackIsToldWithWhoTookItAndThatItCameBack() throws SQLException {
        try (ConnectionPools pools = new ConnectionPools();
                HikariDataSource write = pools.open(spec(PoolRole.WRITE));
                HikariDataSource admin = pools.open(spec(PoolRole.ADMIN));
                Connection migration = admin.getConnection()) {
            try (Connection kept = write.getConnection()) {
                Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> !heard.isEmpty());
                assertThat(kept.isValid(1)).isTrue();
            }
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> heard.size() > 1);
            assertThat(migration.isValid(1)).isTrue();
        }
        assertThat(heard)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getFormattedMessage()).doesNotContain(SECRET));
        assertThat(heard.get(0).getLevel()).isEqualTo(Level.WARN);
        assertThat(heard.get(0).getThrowableProxy().getStackTraceElementProxyArray())
                .anyMatch(
                        element -> element.getStackTraceElement().getClassName().equals(LeakTest.class.getName()));
        assertThat(heard.get(1).getFormattedMessage()).contains("returned");
    }
}
