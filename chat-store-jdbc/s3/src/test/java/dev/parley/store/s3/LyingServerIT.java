package dev.parley.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F17: a server that says yes and keeps something else. */
class LyingServerIT {

    private static final BackupId ID = BackupId.of(Instant.parse("2026-03-14T15:09:26Z"), new Random(1));
    private static final byte[] ARCHIVE = new byte[100_000];

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static BackupTarget targetOn(LyingServer server) {
        return S3BackupTarget.open(
                S3Config.of(TestS3.BUCKET)
                        .withEndpoint(TestS3.at(server.port()))
                        .withTimes(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                TestS3.secrets());
    }

    private static void write(BackupTarget target) throws IOException {
        try (BackupTarget.Writer writer = target.begin(ID, deadline())) {
            writer.out().write(ARCHIVE);
            writer.commit(State.COMPLETE);
        }
    }

    private static byte[] lie(String kind, byte[] content) {
        return switch (kind) {
            case "a byte changed" -> {
                byte[] changed = content.clone();
                changed[changed.length / 2] ^= 1;
                yield changed;
            }
            case "too short" -> Arrays.copyOf(content, content.length - 1);
            case "too long" -> Arrays.copyOf(content, content.length + 1);
            default -> new byte[0];
        };
    }

    @ParameterizedTest
    @CsvSource({
        "archive, a byte changed",
        "archive, too short",
        "archive, too long",
        "archive, nothing",
        "entry, a byte changed",
        "entry, too short",
        "entry, nothing"
    })
    void aBackupThatIsNotKeptIsNotComplete(String object, String kind) throws IOException {
        BiFunction<String, byte[], byte[]> lie =
                (key, content) -> key.endsWith("." + object) ? lie(kind, content) : content;
        try (LyingServer server = new LyingServer(lie);
                BackupTarget target = targetOn(server)) {
            assertThatThrownBy(() -> write(target)).isInstanceOfAny(IOException.class, ChatException.class);
            assertThat(target.list(deadline())).allMatch(backup -> backup.state() == State.FAILED);
        }
    }

    @Test
    void aNoteThatIsNotKeptIsAFault() {
        try (LyingServer server = new LyingServer((key, content) -> lie("too short", content));
                BackupTarget target = targetOn(server)) {
            assertThatThrownBy(() -> target.note("erased", "somebody", deadline()))
                    .isInstanceOf(ChatException.class);
        }
    }

    /** Else the others would prove nothing. */
    @Test
    void anHonestServerOfThisKindIsEnough() throws IOException {
        try (LyingServer server = new LyingServer((key, content) -> content);
                BackupTarget target = targetOn(server)) {
            write(target);
            assertThat(target.list(deadline()))
                    .containsExactly(new StoredBackup(ID, State.COMPLETE, ARCHIVE.length, null));
        }
    }
}
