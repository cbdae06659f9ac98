package dev.parley.examples.benchmarks.load;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The database that was chosen: none, one of PostgreSQL that is there, or one that is started and goes with the program. */
final class Database implements AutoCloseable {

    /** The choice of one that is started here. */
    static final String EMBEDDED = "embedded";

    private final @Nullable String url;
    private final @Nullable EmbeddedPostgres server;

    private Database(@Nullable String url, @Nullable EmbeddedPostgres server) {
        this.url = url;
        this.server = server;
    }

    /** Opens what a command line has named: an address, {@link #EMBEDDED}, or something empty. */
    static Database open(String choice) throws IOException {
        if (!choice.equals(EMBEDDED)) {
            return new Database(choice.isEmpty() ? null : choice, null);
        }
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        return new Database(server.getJdbcUrl("postgres", "postgres"), server);
    }

    /** {@return its JDBC URL, or null if none was chosen} */
    @Nullable
    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
