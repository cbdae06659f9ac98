package dev.parley.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.parley.store.jdbc.JdbcDatabaseConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * A database of the benchmarks: for the store, and with a pool of connections for the others. Unless it is a fresh one, its
 * data stays in the build directory, so that it is filled once and not for every fork.
 */
final class HistoryDatabase implements AutoCloseable {

    /**
     * H2 would answer the same question again from memory, as long as nobody writes: then a page costs nothing, however it
     * is read. In a chat somebody writes.
     */
    private static final String NO_REUSE = ";OPTIMIZE_REUSE_RESULTS=FALSE";

    private final JdbcDatabaseConfig config;
    private final HikariDataSource pool;
    private final AutoCloseable server;

    private HistoryDatabase(JdbcDatabaseConfig config, String session, AutoCloseable server) {
        this.config = config;
        this.pool = pool(config, session);
        this.server = server;
    }

    /** Opens a PostgreSQL that is empty, and goes when it is closed. */
    static HistoryDatabase fresh() throws IOException {
        return on(durable().start());
    }

    /** Opens {@code h2}, in a file, or {@code postgresql}, with durable commits. */
    static HistoryDatabase open(String product) throws IOException {
        Path directory = Files.createDirectories(jar().resolveSibling("history").resolve(product));
        return switch (product) {
            case "h2" -> {
                JdbcDatabaseConfig file = JdbcDatabaseConfig.h2File(directory);
                yield new HistoryDatabase(
                        JdbcDatabaseConfig.of(file.jdbcUrl() + NO_REUSE).withCredentials("sa", ""),
                        "SELECT 1",
                        () -> {});
            }
            case "postgresql" -> openPostgres(directory);
            default -> throw new IllegalArgumentException("Unknown database " + product);
        };
    }

    private static HistoryDatabase openPostgres(Path directory) throws IOException {
        return on(durable()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .start());
    }

    private static EmbeddedPostgres.Builder durable() {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    private static HistoryDatabase on(EmbeddedPostgres server) {
        return new HistoryDatabase(
                JdbcDatabaseConfig.of(server.getJdbcUrl("postgres", "postgres")),
                "SET plan_cache_mode = force_generic_plan",
                server);
    }

    /** The settings that the library gives a pool of its own, as far as they touch a statement. */
    private static HikariDataSource pool(JdbcDatabaseConfig config, String session) {
        HikariConfig settings = new HikariConfig();
        settings.setJdbcUrl(config.jdbcUrl());
        settings.setUsername(config.username());
        settings.setMaximumPoolSize(4);
        settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        settings.setConnectionInitSql(session);
        return new HikariDataSource(settings);
    }

    /** The jar of the benchmarks, which lies in the build directory. */
    private static Path jar() {
        try {
            URI code = HistoryDatabase.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(code).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The jar of the benchmarks can't be found", e);
        }
    }

    /** {@return how the store gets a pool of its own} */
    JdbcDatabaseConfig config() {
        return config;
    }

    /** {@return a pool for the others} */
    DataSource pool() {
        return pool;
    }

    @Override
    public void close() throws IOException {
        pool.close();
        try {
            server.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
