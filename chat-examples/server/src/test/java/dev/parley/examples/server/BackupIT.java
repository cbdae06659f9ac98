package dev.parley.examples.server;

import static dev.parley.examples.server.Client.PASSWORD;
import static dev.parley.examples.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.examples.server.kill.Directories;
import dev.parley.examples.server.kill.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands about backups, as they are run from a shell. */
class BackupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String KEY = "x4Yw0mV3sR8hBk1zB7nTjXfL5dPuG9cEa2oIe6rUq1s=";

    /** How a command ended, and what it wrote. */
    private record End(int exit, String out, String err) {}

    private static End run(Path directory, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
        command.add(System.getProperty("parley.server.jar"));
        command.add("backup");
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new End(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static Client at(ServerProcess server) {
        return new Client(server.address(), null, "");
    }

    private static Client registered(Client stranger, String name) {
        String email = name + "@example.org";
        assertThat(stranger.post(
                                "/api/register",
                                json().put("email", email)
                                        .put("password", PASSWORD)
                                        .put("name", name))
                        .status())
                .isEqualTo(201);
        return stranger.loggedIn(email, PASSWORD);
    }

    private static List<String> texts(Client reader, String conversation) {
        List<String> texts = new ArrayList<>();
        JsonNode page;
        do {
            page = reader.get("/api/conversations/" + conversation + "/messages?limit=100&after=" + texts.size())
                    .json()
                    .get("messages");
            for (JsonNode message : page) {
                texts.add(message.path("text").asText());
                assertThat(message.get("seq").asInt()).isEqualTo(texts.size());
            }
        } while (!page.isEmpty());
        return texts;
    }

    /** The file is in the middle of what an archive holds. */
    private static void flipOneBit(Path backups) throws IOException {
        try (Stream<Path> files = Files.list(backups)) {
            Path archive = files.filter(file -> file.toString().endsWith(".backup"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(archive);
            bytes[bytes.length / 2] ^= 1;
            Files.write(archive, bytes);
        }
    }

    @Test
    void aServerOnH2IsBackedUpWhileItRunsAndRestored() throws Exception {
        Path directory = Directories.fresh("backup-h2");
        Map<String, String> environment = Map.of("BACKUP_KEY", KEY, "BACKUP_TARGET", "backups");
        String conversation;
        int before;
        try (ServerProcess server = ServerProcess.start(directory, environment, PATIENCE)) {
            Client ann = registered(at(server), "ann");
            Client bob = registered(at(server), "bob");
            conversation = ann.conversation(bob);
            bob.say(conversation, "of bob");
            Path control = directory.resolve("data/control.json");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                    .isEqualTo("rw-------");
            try (Writing writing = new Writing(ann, conversation)) {
                before = writing.sent();
                End created = run(directory, environment, "create");
                assertThat(created.exit()).as(created.err()).isZero();
                assertThat(created.out()).matches("complete id=\\S+ records=[0-9]+ bytes=[0-9]+\n");
                assertThat(created.err()).contains("writing: ").doesNotContain("\r", "WARN");
            }
            assertThat(bob.post("/api/me/erase", json().put("password", PASSWORD))
                            .status())
                    .isEqualTo(200);
            End running = run(directory, environment, "restore");
            assertThat(running.exit()).isEqualTo(1);
            assertThat(running.err()).contains("a server runs on the database; stop it first");
        }
        assertThat(run(directory, environment, "verify").out()).startsWith("verified id=");
        assertThat(run(directory, environment, "list").out()).matches("\\S+ complete bytes=[0-9]+ verified=.*\n");

        Map<String, String> elsewhere = new HashMap<>(environment);
        elsewhere.put("CHAT_DATA_DIR", "restored");
        End restored = run(directory, elsewhere, "restore");
        assertThat(restored.exit()).as(restored.err()).isZero();
        assertThat(restored.out()).contains(" erased=1");
        End again = run(directory, elsewhere, "restore");
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("restore_not_empty");
        try (ServerProcess server = ServerProcess.start(directory, elsewhere, PATIENCE)) {
            Client ann = at(server).loggedIn("ann@example.org", PASSWORD);
            List<String> texts = texts(ann, conversation);
            assertThat(texts).hasSizeGreaterThanOrEqualTo(before + 1).doesNotContain("of bob");
            assertThat(texts.subList(1, before + 1)).allMatch(text -> text.startsWith("m"));
            assertThat(at(server)
                            .post(
                                    "/api/login",
                                    json().put("email", "bob@example.org").put("password", PASSWORD))
                            .status())
                    .isEqualTo(401);
        }

        flipOneBit(directory.resolve("backups"));
        elsewhere.put("CHAT_DATA_DIR", "damaged");
        for (String command : List.of("verify", "restore")) {
            End damaged = run(directory, elsewhere, command);
            assertThat(damaged.exit()).isEqualTo(1);
            assertThat(damaged.out()).isEmpty();
            assertThat(damaged.err()).contains("backup_unreadable", "portable/");
        }
    }

    /** Somebody who writes without a pause. */
    private static final class Writing implements AutoCloseable {

        private static final int FIRST = 20;

        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger sent = new AtomicInteger();
        private final Thread thread;

        Writing(Client author, String conversation) {
            for (int i = 0; i < FIRST; i++) {
                author.say(conversation, "m" + sent.incrementAndGet());
            }
            thread = new Thread(
                    () -> {
                        while (!over.get()) {
                            author.say(conversation, "m" + sent.incrementAndGet());
                        }
                    },
                    "writing");
            thread.start();
        }

        int sent() {
            return FIRST;
        }

        @Override
        public void close() throws InterruptedException {
            over.set(true);
            thread.join(PATIENCE.toMillis());
        }
    }
}
