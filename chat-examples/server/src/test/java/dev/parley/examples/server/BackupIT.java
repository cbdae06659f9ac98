package dev.parley.examples.server;

import static dev.parley.examples.server.BackupTalk.erased;
import static dev.parley.examples.server.BackupTalk.loggedIn;
import static dev.parley.examples.server.BackupTalk.login;
import static dev.parley.examples.server.BackupTalk.registered;
import static dev.parley.examples.server.BackupTalk.say;
import static dev.parley.examples.server.BackupTalk.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.reply.Responder;
import dev.parley.examples.server.kill.Directories;
import dev.parley.examples.server.kill.ServerProcess;
import dev.parley.examples.server.live.LiveSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands about backups on an H2 file, which is its server's alone. */
class BackupIT {

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String KEY = "x4Yw0mV3sR8hBk1zB7nTjXfL5dPuG9cEa2oIe6rUq1s=";
    private static final int FIRST = 20;

    /** In all that is of the one who is erased, and in nothing else. */
    private static final String CANARY = "canary";

    /** Whoever restores it has what was said, but nobody who was erased since. */
    @Test
    void aServerIsBackedUpWhileItRunsAndRestored() throws Exception {
        Path directory = Directories.fresh("backup-h2");
        BackupShell shell = new BackupShell(directory, Map.of("BACKUP_KEY", KEY, "BACKUP_TARGET", "backups"));
        String conversation;
        String first;
        try (ServerProcess server = ServerProcess.start(directory, shell.environment(), PATIENCE)) {
            Client stranger = new Client(server.address(), null, "");
            Client ann = registered(stranger, "ann");
            Client bob = registered(stranger, CANARY);
            conversation = ann.conversation(bob);
            say(bob, conversation, "of " + CANARY);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("data/control.json"))))
                    .isEqualTo("rw-------");
            first = backedUpWhileOneWrites(shell, ann, conversation);
            erased(bob);
            shell.run("restore").failed("a server runs on the database; stop it first");
            assertThat(server.describe("")).doesNotContain(CANARY);
        }
        assertThat(shell.run("create").well().out()).startsWith("complete id=");
        assertThat(shell.run("verify", "--id", first).well().out()).startsWith("verified id=" + first);
        assertThat(shell.run("list").well().out())
                .matches(first + " complete bytes=[0-9]+ verified=.*\n\\S+ complete bytes=[0-9]+ not verified\n");

        BackupShell elsewhere = shell.with("CHAT_DATA_DIR", "restored");
        BackupShell.End restored = elsewhere.run("restore", "--id", first).well();
        assertThat(restored.out()).contains(" erased=1").doesNotContain(CANARY);
        assertThat(restored.err()).doesNotContain(CANARY);
        elsewhere.run("restore").failed("restore_not_empty");
        assertThat(elsewhere.run("prune").well().out()).isEqualTo("removed=0 removed_copies=0\n");
        for (String folder : List.of("restored", "backups")) {
            assertThat(filesWith(directory.resolve(folder), CANARY)).isEmpty();
        }
        lookThrough(directory.resolve("restored"), conversation);

        flipOneBit(directory.resolve("backups").resolve(first + ".backup"));
        BackupShell damaged = shell.with("CHAT_DATA_DIR", "damaged");
        damaged.run("verify", "--id", first).failed("backup_unreadable", "portable/");
        damaged.start("restore", "--id", first).failed("backup_unreadable", "portable/");
    }

    /** Gives the id of the backup. */
    private static String backedUpWhileOneWrites(BackupShell shell, Client author, String conversation)
            throws Exception {
        for (int i = 1; i <= FIRST; i++) {
            say(author, conversation, "m" + i);
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread writing = new Thread(
                () -> {
                    while (!over.get()) {
                        say(author, conversation, "later");
                    }
                },
                "writing");
        writing.start();
        try {
            BackupShell.End created = shell.start("create").well();
            assertThat(created.out()).matches("complete id=\\S+ records=[0-9]+ bytes=[0-9]+\n");
            assertThat(created.err()).contains("writing: ").doesNotContain("\r", "WARN");
            return created.out().replaceAll("complete id=(\\S+) .*\n", "$1");
        } finally {
            over.set(true);
            writing.join(PATIENCE.toMillis());
        }
    }

    private static void lookThrough(Path data, String conversation) {
        String url = "jdbc:h2:file:async:" + data.toAbsolutePath().resolve("parley") + ";USER=sa";
        try (TestServer server = TestServer.on(url, Responder.echo(), LiveSettings.DEFAULT)) {
            Client ann = loggedIn(server.stranger(), "ann");
            List<String> texts = texts(ann, conversation);
            assertThat(texts.subList(1, 1 + FIRST))
                    .isEqualTo(IntStream.rangeClosed(1, FIRST)
                            .mapToObj(i -> "m" + i)
                            .toList());
            assertThat(texts).noneMatch(text -> text.contains(CANARY));
            assertThat(ann.get("/api/me/export").body()).contains("m" + FIRST).doesNotContain(CANARY);
            assertThat(ann.get("/api/conversations/" + conversation).body()).doesNotContain(CANARY);
            assertThat(login(server.stranger(), CANARY).status()).isEqualTo(401);
        }
    }

    private static List<Path> filesWith(Path folder, String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In the middle of what an archive holds. */
    private static void flipOneBit(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);
    }
}
