package dev.parley.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.store.jdbc.pool.ConnectionPools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose server it is: over TLS, by a certificate for "localhost" that nobody but itself has signed. */
class ServerIdentityIT {

    /** The same machine by a name that the certificate does not have, and that does not look like the same machine. */
    private static final String OTHER_NAME = "127.1";

    private static final JdbcDatabaseConfig PLAIN = PostgresServer.newDatabase();

    private static ServerCertificate certificate;
    private static ServerCertificate stranger;

    @BeforeAll
    static void encrypt(@TempDir Path directory) throws IOException, GeneralSecurityException, SQLException {
        certificate = ServerCertificate.of("localhost", Files.createDirectory(directory.resolve("own")));
        stranger = ServerCertificate.of("localhost", Files.createDirectory(directory.resolve("strange")));
        configure(
                "ALTER SYSTEM SET ssl_cert_file = '" + certificate.certificate() + "'",
                "ALTER SYSTEM SET ssl_key_file = '" + certificate.key() + "'",
                "ALTER SYSTEM SET ssl = on");
        awaitEncryption(true);
    }

    /** The server is that of other tests, too. */
    @AfterAll
    static void decrypt() throws SQLException {
        configure("ALTER SYSTEM RESET ssl", "ALTER SYSTEM RESET ssl_cert_file", "ALTER SYSTEM RESET ssl_key_file");
        awaitEncryption(false);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(PLAIN.jdbcUrl(), PLAIN.username(), PLAIN.password());
    }

    private static void configure(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void awaitEncryption(boolean wanted) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> isEncrypted() == wanted);
    }

    private static boolean isEncrypted() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }

    private static JdbcDatabaseConfig config(String host, String parameters, ServerCertificate trusted) {
        return JdbcDatabaseConfig.of(PLAIN.jdbcUrl().replace("localhost", host) + "?sslrootcert="
                        + trusted.certificate() + parameters)
                .withCredentials("postgres", "")
                .withConnectionTimeout(Duration.ofSeconds(30))
                .withProduction(true);
    }

    private static void assertRefused(JdbcDatabaseConfig config, String why) {
        assertThatThrownBy(() -> JdbcDatabase.open(config))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
        assertThatThrownBy(() -> ConnectionPools.connect(config.forOwner())).hasStackTraceContaining(why);
    }

    @Test
    void theRightOneIsUsedEncrypted() throws SQLException {
        // The login of this server is above row security, which production refuses whoever the server is.
        JdbcDatabaseConfig config =
                config("localhost", "&sslmode=verify-full", certificate).withProduction(false);
        try (JdbcDatabase database = JdbcDatabase.open(config)) {
            JdbcChatStore.on(database, InstantSource.system()).ping(Room.patience());
            assertThat(connectionsInPlain()).isZero();
        }
    }

    private static int connectionsInPlain() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity NATURAL JOIN pg_stat_ssl"
                        + " WHERE datname = current_database() AND application_name LIKE 'parley-%' AND NOT ssl")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void anotherAuthorityIsRefused() {
        assertRefused(config("localhost", "&sslmode=verify-full", stranger), "PKIX path");
    }

    @Test
    void anotherHostIsRefused() {
        assertRefused(config(OTHER_NAME, "&sslmode=verify-full", certificate), OTHER_NAME);
    }

    @Test
    void inProductionThatIsAskedForUnlessTheUrlSaysSo() {
        assertRefused(config(OTHER_NAME, "", certificate), OTHER_NAME);
        assertRefused(config(OTHER_NAME, "", stranger), "PKIX path");
    }

    /** Else the tests above would find nothing but a name that does not resolve. */
    @Test
    void inDevelopmentTheOtherNameWillDo() {
        JdbcDatabase.open(config(OTHER_NAME, "", certificate).withProduction(false))
                .close();
    }
}
