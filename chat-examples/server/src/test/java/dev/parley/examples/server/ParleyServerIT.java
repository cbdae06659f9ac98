package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.examples.server.kill.RedisProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jar as it is started from a shell. */
class ParleyServerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String READY = "Parley is ready: ";

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    /** How a process ended, and what it wrote. */
    private record End(int exit, String out, String err) {}

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(List<String> settings, String... arguments) throws IOException {
        return start(directory.resolve("err").toFile(), settings, arguments);
    }

    private Process start(File log, List<String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
        command.add(System.getProperty("parley.server.jar"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(log);
        for (String name : List.of(
                "BACKUP_COPY_TARGET",
                "BACKUP_EVERY",
                "BACKUP_KEY",
                "BACKUP_KEY_FILE",
                "BACKUP_TARGET",
                "PORT",
                "HOST",
                "CHAT_ENV",
                "CHAT_DATA_DIR",
                "CHAT_LIMIT_ADDRESS",
                "CHAT_LIMIT_LOGIN",
                "CHAT_LIMIT_MESSAGES",
                "CHAT_REFRESH_GRACE",
                "CORS_ORIGINS",
                "DATABASE_URL",
                "INTENT_THRESHOLD",
                "JWT_KEY_FILE",
                "JWT_SECRET",
                "PUBLIC_ORIGIN",
                "REDIS_URL",
                "TRUSTED_PROXIES")) {
            builder.environment().remove(name);
        }
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            builder.environment().put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private End run(List<String> settings, String... arguments) throws Exception {
        return ended(start(settings, arguments));
    }

    private End ended(Process process) throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new End(process.exitValue(), out(), Files.readString(directory.resolve("err")));
    }

    private String out() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    /** Waits for the line that says where the server is. */
    private Client ready(Process process) throws Exception {
        Awaitility.await().atMost(PATIENCE).until(() -> out().endsWith("\n") || !process.isAlive());
        assertThat(out()).startsWith(READY);
        return new Client(URI.create(out().strip().substring(READY.length())), null, "");
    }

    @Test
    void aServerThatWasStoppedHasEverythingWhenItIsStartedAgain() throws Exception {
        Process first = start(List.of("PORT=0"));
        Client stranger = ready(first);
        ObjectNode registration =
                json().put("email", "ann@example.org").put("password", PASSWORD).put("name", "Ann");
        assertThat(stranger.post("/api/register", registration).status()).isEqualTo(201);
        Client ann = stranger.loggedIn("ann@example.org", PASSWORD);
        String conversation = ann.conversation();
        ann.say(conversation, "a remark");
        long stopping = System.nanoTime();
        first.destroy();
        End end = ended(first);
        assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(20));
        assertThat(end.out()).matches("Parley is ready: http://127\\.0\\.0\\.1:[1-9][0-9]*\n");
        assertThat(end.err()).doesNotContain("ann@example.org", PASSWORD, "a remark", "" + ann.token(), "\tat ");
        assertThat(end.err()).contains("of the validation questions it would answer ", " 0.8 (production) ");
        assertThat(directory.resolve("data")).isDirectory();

        // The disk of its log is full: that stops nothing.
        File full = new File("/dev/full");
        Client again = ready(full.exists() ? start(full, List.of("PORT=0")) : start(List.of("PORT=0")));
        assertThat(again.withToken(ann.token(), ann.id).get("/api/me").status()).isEqualTo(200);
        Client annAgain = again.loggedIn("ann@example.org", PASSWORD);
        JsonNode messages = annAgain.get("/api/conversations/" + conversation + "/messages")
                .json()
                .get("messages");
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).get("text").textValue()).isEqualTo("a remark");
        annAgain.say(conversation, "another");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT=hunter2,PORT",
        "CHAT_DATA_DIR=/dev/null/hunter2,CHAT_DATA_DIR",
        "DATABASE_URL=postgresql://app:hunter2@127.0.0.1:1/chat,DATABASE_URL",
        "DATABASE_URL=jdbc:postgresql://127.0.0.1:no/chat?user=app&password=hunter2,DATABASE_URL",
        "DATABASE_URL=jdbc:h2:file:./none;IFEXISTS=TRUE;USER=app;PASSWORD=hunter2,DATABASE_URL",
        "JWT_SECRET=hunter2,JWT_SECRET",
        "JWT_SECRET=change-me-in-production-hunter2-8c1b,JWT_SECRET",
        "JWT_SECRET=hunter2hunter2hunter2hunter2hunter2,JWT_SECRET",
        "JWT_SECRET=your-256-bit-secret-hunter2-your-256-bit,JWT_SECRET",
        "JWT_KEY_FILE=/dev/null/hunter2,JWT_KEY_FILE",
        "CHAT_ENV=production,JWT_KEY_FILE",
        "BACKUP_EVERY=24h,BACKUP_TARGET",
        "BACKUP_TARGET=s3://key:hunter2@bucket,BACKUP_TARGET",
        "CHAT_REFRESH_GRACE=hunter2,CHAT_REFRESH_GRACE",
        "CHAT_LIMIT_MESSAGES=hunter2,CHAT_LIMIT_MESSAGES",
        "REDIS_URL=redis://:hunter2@127.0.0.1:99999,REDIS_URL",
        "TRUSTED_PROXIES=hunter2,TRUSTED_PROXIES",
        "CORS_ORIGINS=https://hunter2/,CORS_ORIGINS",
        "HOST=hunter2.invalid,HOST"
    })
    void aWrongSettingEndsTheStartWithOneLine(String setting, String name) throws Exception {
        End end = run(List.of("PORT=0", setting));
        assertThat(end.exit()).isEqualTo(2);
        assertThat(end.out()).isEmpty();
        assertThat(end.err().lines()).hasSize(1);
        assertThat(end.err()).startsWith(name + " ").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"redis://chat:wrong-hunter2@,WRONGPASS", "redis://mute:hunter2@,NOPERM", "redis://deaf:hunter2@,NOPERM"
    })
    void aRedisThatRefusesTheUserEndsTheStartWithOneLine(String uri, String why) throws Exception {
        String users = """
                user default off
                user chat on >hunter2 ~* &* +@all
                user mute on >hunter2 ~* &* +@connection
                user deaf on >hunter2 ~* resetchannels +@all
                """;
        Path config = Files.writeString(directory.resolve("redis.conf"), users);
        try (RedisProcess redis = RedisProcess.start(directory, config.toString())) {
            End end = run(List.of("PORT=0", "REDIS_URL=" + uri + redis.uri().substring("redis://".length())));
            assertThat(end.exit()).isEqualTo(2);
            assertThat(end.out()).isEmpty();
            assertThat(end.err().lines()).hasSize(1);
            assertThat(end.err()).startsWith("REDIS_URL ").contains(why).doesNotContain("hunter2");
        }
    }

    @Test
    void aWrongLineInTheFileEndsTheStartWithItsNumber() throws Exception {
        Files.writeString(directory.resolve(".env"), "PORT=0\nhunter2\n");
        End end = run(List.of());
        assertThat(end.exit()).isEqualTo(2);
        assertThat(end.err().lines()).hasSize(1);
        assertThat(end.err()).contains("line 2").doesNotContain("hunter2");
    }

    @Test
    void aPortThatIsTakenEndsTheStartWithOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            End end = run(List.of("PORT=" + taken.getLocalPort()));
            assertThat(end.exit()).isEqualTo(2);
            assertThat(end.out()).isEmpty();
            assertThat(end.err().lines())
                    .filteredOn(line -> !line.contains(" INFO "))
                    .hasSize(1);
            assertThat(end.err()).contains("PORT");
        }
    }

    @Test
    void anImportIsReadByItsReaderAndFoundDoneTheSecondTime() throws Exception {
        Path log = directory.resolve("channel.log");
        Files.writeString(log, "[00:00] <a> one\n=== b joins\n[00:01] <b> two\n");
        Process serving = start(List.of("PORT=0"));
        ObjectNode registration =
                json().put("email", "ann@example.org").put("password", PASSWORD).put("name", "Ann");
        ready(serving).post("/api/register", registration);
        serving.destroy();
        ended(serving);

        End first = run(List.of(), "replay", "--reader", "Ann@Example.org", "channel.log");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).matches("stored=2 duplicates=0 rate=[0-9]+/s peak_mib=[1-9][0-9]*\n");
        assertThat(first.err()).contains("channel.log").doesNotContain("one", "two", "WARN", "ERROR");
        End second = run(List.of(), "replay", "none.log", log.toString());
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.out()).matches("stored=0 duplicates=2 rate=[0-9]+/s peak_mib=[1-9][0-9]*\n");
        assertThat(second.err()).contains("none.log can't be read");
        assertThat(run(List.of(), "replay", "--reader", "bob@example.org", "channel.log")
                        .exit())
                .isEqualTo(2);
        assertThat(run(List.of(), "replay").exit()).isEqualTo(2);

        Client ann = ready(start(List.of("PORT=0"))).loggedIn("ann@example.org", PASSWORD);
        JsonNode conversation = ann.get("/api/conversations").json().at("/conversations/0");
        assertThat(conversation.get("title").textValue()).isEqualTo("channel.log");
        JsonNode messages = ann.get(
                        "/api/conversations/" + conversation.get("id").textValue() + "/messages")
                .json();
        assertThat(messages.at("/messages/0/author")).isEqualTo(json("{'id':'irc:a','name':'a'}"));
        assertThat(messages.at("/messages/1/text").textValue()).isEqualTo("two");
    }
}
