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
 * A database of the benchmarks with a pool of connections. Its data stays in the build directory, so that it is filled
 * once and not for every fork.
 */
final class HistoryDatabase implements AutoCloseable {

    /**
     * H2 would answer the same question again from memory, as long as nobody writes: then a page costs nothing, however it
     * is read. In a chat somebody writes.
     */
    private static final String NO_REUSE = ";OPTIMIZE_REUSE_RESULTS=FALSE";

    private final HikariDataSource pool;
    private final AutoCloseable server;

    private HistoryDatabase(HikariDataSource pool, AutoCloseable server) {
        this.pool = pool;
        this.server = server;
    }

    /** Opens {@code h2}, in a file, or {@code postgresql}, with durable commits. */
    static HistoryDatabase open(String product) throws IOException {
        Path directory = Files.createDirectories(jar().resolveSibling("history").resolve(product));
        return switch (product) {
            case "h2" ->
                new HistoryDatabase(pool(JdbcDatabaseConfig.h2File(directory).jdbcUrl() + NO_REUSE), () -> {});
            case "postgresql" -> openPostgres(directory);
            default -> throw new IllegalArgumentException("Unknown database " + product);
        };
    }

    private static HistoryDatabase openPostgres(Path directory) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new HistoryDatabase(pool(server.getJdbcUrl("postgres", "postgres")), server);
    }

    /** The settings that the library gives a pool of its own, as far as they touch a statement. */
    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
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

    /** {@return where it is, with the user} */
    String url() {
        return pool.getJdbcUrl();
    }

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
