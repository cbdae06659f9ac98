package dev.parley.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL, Redis and the packaged server, each a process of its own on this machine. */
final class Site implements AutoCloseable {

    /** What a program has to be told to open one, with what it is by default. */
    static final Map<String, String> OPTIONS = Map.of(
            "--server", "chat-examples/server/target/parley-server.jar",
            "--database", Database.EMBEDDED,
            "--results", "chat-examples/benchmarks/results");

    private final Path directory;
    private final Database database;
    private final String url;
    private final RedisVictim redis;
    private final ServerProcess server;

    private Site(Path directory, Database database, String url, RedisVictim redis, ServerProcess server) {
        this.directory = directory;
        this.database = database;
        this.url = url;
        this.redis = redis;
        this.server = server;
    }

    static Site open(Options options) throws IOException, InterruptedException {
        // Below the server's idle time-out: it must not close a connection on which a message is being sent.
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
        Path directory = Files.createTempDirectory("parley-load");
        // Whatever of this can't be started, the others end with this program.
        Database database = Database.open(options.text("--database"));
        String url = database.url();
        if (url == null) {
            throw new IllegalArgumentException("--database must be " + Database.EMBEDDED + " or a URL of PostgreSQL");
        }
        RedisVictim redis = RedisVictim.start();
        ServerProcess server = ServerProcess.start(
                Path.of(options.text("--server")),
                directory,
                url,
                Map.of("REDIS_URL", "redis://127.0.0.1:" + redis.port()));
        return new Site(directory, database, url, redis, server);
    }

    Api api() {
        return new Api(server.address());
    }

    ServerFigures figures() {
        return new ServerFigures(server.pid());
    }

    /** {@return how many connections the server holds to PostgreSQL} */
    int connections() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'parley-%'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        redis.close();
        database.close();
        delete(directory);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
