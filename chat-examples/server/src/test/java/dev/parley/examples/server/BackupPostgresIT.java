package dev.parley.examples.server;

import static dev.parley.examples.server.BackupTalk.loggedIn;
import static dev.parley.examples.server.BackupTalk.registered;
import static dev.parley.examples.server.BackupTalk.say;
import static dev.parley.examples.server.BackupTalk.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.lease.Leases;
import dev.parley.core.reply.Responder;
import dev.parley.examples.server.backup.ServingBackups;
import dev.parley.examples.server.config.SettingException;
import dev.parley.examples.server.config.Settings;
import dev.parley.examples.server.kill.Directories;
import dev.parley.examples.server.live.LiveSettings;
import dev.parley.operations.backup.BackupOutcome;
import dev.parley.operations.backup.Backups;
import dev.parley.operations.backup.DirectoryTarget;
import dev.parley.operations.backup.PortableSource;
import dev.parley.store.jdbc.JdbcDatabase;
import dev.parley.store.jdbc.JdbcLeases;
import dev.parley.store.jdbc.JdbcPortableStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands about backups on PostgreSQL, and the schedule of two servers that share one. */
class BackupPostgresIT {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String KEY = "x4Yw0mV3sR8hBk1zB7nTjXfL5dPuG9cEa2oIe6rUq1s=";
    private static final String OTHER_KEY = "t4Yw0mV3sR8hBk1zB7nTjXfL5dPuG9cEa2oIe6rUq1s=";
    private static final InstantSource LONG_AGO =
            () -> InstantSource.system().instant().minus(Duration.ofDays(40));

    private static EmbeddedPostgres postgres;
    private static String conversation;

    /** One database with a conversation in it, for all tests. */
    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE other");
            statement.execute("CREATE DATABASE third");
        }
        try (TestServer server = TestServer.on(url("postgres"), Responder.echo(), LiveSettings.DEFAULT)) {
            Client ann = registered(server.stranger(), "ann");
            conversation = ann.conversation();
            say(ann, conversation, "a remark");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database + "?user=postgres";
    }

    private static BackupShell shell(String name, String target) throws IOException {
        Map<String, String> environment = new HashMap<>(S3Server.credentials());
        environment.put("DATABASE_URL", url("postgres"));
        environment.put("BACKUP_KEY", KEY);
        environment.put("BACKUP_TARGET", target);
        return new BackupShell(Directories.fresh(name), environment);
    }

    private static String id(BackupShell.End created) {
        assertThat(created.well().out()).matches("complete id=\\S+ records=[0-9]+ bytes=[0-9]+\n");
        return created.out().replaceAll("complete id=(\\S+) .*\n", "$1");
    }

    private static void assertRestored(String database, String... said) {
        try (TestServer server = TestServer.on(url(database), Responder.echo(), LiveSettings.DEFAULT)) {
            Client ann = loggedIn(server.stranger(), "ann");
            assertThat(texts(ann, conversation)).containsExactly(said);
        }
    }

    @Test
    void aDatabaseIsBackedUpWithAndWithoutAServerAndRestoredIntoAnother() throws Exception {
        BackupShell shell = shell("backup-postgresql", "backups");
        String old = outdated(shell);
        String running;
        try (TestServer server = TestServer.on(url("postgres"), Responder.echo(), LiveSettings.DEFAULT)) {
            assertThat(server.address()).isNotNull();
            running = id(shell.start("create"));
        }
        String stopped = id(shell.run("create"));
        assertThat(shell.run("prune").well().out()).as("nothing is verified").isEqualTo("removed=0 removed_copies=0\n");
        assertThat(shell.run("verify").well().out()).startsWith("verified id=" + stopped);
        assertThat(shell.with("BACKUP_KEEP", "41d").run("prune").well().out())
                .as("kept for longer")
                .isEqualTo("removed=0 removed_copies=0\n");
        assertThat(shell.run("prune").well().out()).isEqualTo("removed=1 removed_copies=0\n  " + old + "\n");
        assertThat(shell.run("list").well().out())
                .matches(running + " complete bytes=[0-9]+ not verified\n" + stopped
                        + " complete bytes=[0-9]+ verified=.*\n");

        shell.run("restore").failed("restore_not_empty");
        BackupShell other = shell.with("DATABASE_URL", url("other"));
        assertThat(other.run("restore", "--id", old).failed("backup_not_found").out())
                .isEmpty();
        assertThat(other.run("restore", "--id", running).well().out()).startsWith("restored id=" + running);
        assertRestored("other", "a remark");
    }

    /** A backup that was made long ago, and is not verified. */
    private static String outdated(BackupShell shell) {
        Settings settings = Settings.read(shell.environment(), shell.directory());
        SecretSource key = settings.backup().key(settings.stage());
        assertThat(key).isNotNull();
        try (DirectoryTarget target = new DirectoryTarget(shell.directory().resolve("backups"))) {
            BackupOutcome made = Backups.builder(target)
                    .source(PortableSource.of(
                            JdbcPortableStore.on(settings.database().toConfig(), InstantSource.system())))
                    .secrets(key)
                    .clock(LONG_AGO)
                    .build()
                    .create();
            return ((BackupOutcome.Complete) made).id().toString();
        }
    }

    @Test
    void backupsInS3NeedTheirKeyAndCredentials() throws Exception {
        try (S3Server s3 = new S3Server()) {
            BackupShell shell = shell("backup-s3", s3.url("first"));
            assertThat(shell.run("list").well().out()).isEmpty();
            shell.run("restore").failed("There is no complete backup at s3://");
            String id = id(shell.run("create"));
            assertThat(shell.run("verify").well().out()).startsWith("verified id=" + id);
            assertThat(shell.run("list").well().out()).matches(id + " complete bytes=[0-9]+ verified=.*\n");
            assertThat(shell.run("prune").well().out()).isEqualTo("removed=0 removed_copies=0\n");

            BackupShell third = shell.with("DATABASE_URL", url("third"));
            third.with("BACKUP_KEY", OTHER_KEY).run("restore").failed("backup_unreadable");
            BackupShell production = third.with("CHAT_ENV", "production").with("JWT_SECRET", KEY);
            for (String command : new String[] {"create", "verify", "restore"}) {
                BackupShell.End refused = production.without("BACKUP_KEY").run(command);
                assertThat(refused.exit()).isEqualTo(2);
                assertThat(refused.err())
                        .startsWith("BACKUP_KEY or BACKUP_KEY_FILE must be set")
                        .hasLineCount(1);
            }
            BackupShell.End stranger =
                    shell.with("AWS_SECRET_ACCESS_KEY", "wrong").run("list").failed("S3 answered 403");
            assertThat(stranger.err()).doesNotContain(S3Server.SECRET_KEY, "wrong");
            assertThat(shell.run("list").well().out()).as("only the first").hasLineCount(1);

            assertThat(third.run("restore").well().out()).startsWith("restored id=" + id);
            assertRestored("third", "a remark");
        }
    }

    @Test
    void ofTwoServersOneMakesTheBackupThatIsDueAndItsCopy() throws Exception {
        try (S3Server s3 = new S3Server()) {
            BackupShell shell = shell("backup-schedule", "backups")
                    .with("BACKUP_EVERY", "24h")
                    .with("BACKUP_COPY_TARGET", s3.url("copies"));
            Settings settings = Settings.read(shell.environment(), shell.directory());
            try (JdbcDatabase database = JdbcDatabase.open(settings.database().toConfig());
                    Leases leases = JdbcLeases.on(database);
                    ServingBackups here = ServingBackups.start(settings, leases);
                    ServingBackups there = ServingBackups.start(settings, leases)) {
                assertThat(here).isNotSameAs(there);
                await().atMost(PATIENCE)
                        .until(() -> shell.run("list", "--target", s3.url("copies"))
                                .well()
                                .out()
                                .contains(" verified="));
            }
            for (String target : new String[] {"backups", s3.url("copies")}) {
                assertThat(shell.run("list", "--target", target).well().out())
                        .matches("\\S+ complete bytes=[0-9]+ verified=.*\n");
            }
            Settings keyless = Settings.read(
                    shell.with("CHAT_ENV", "production")
                            .with("JWT_SECRET", KEY)
                            .without("BACKUP_KEY")
                            .environment(),
                    shell.directory());
            assertThatThrownBy(() -> ServingBackups.start(keyless, Leases.inMemory(InstantSource.system())))
                    .isInstanceOf(SettingException.class)
                    .hasMessageStartingWith("BACKUP_KEY ");
        }
    }
}
