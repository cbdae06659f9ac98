package dev.parley.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may reach the bucket, what is told of him, and what becomes of a target that others work on behind its back. */
class S3AccessIT {

    private static TestS3 server;

    private final S3Place place = new S3Place(server);

    @BeforeAll
    static void start() {
        server = new TestS3();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static BackupId id(int day) {
        return BackupId.of(Instant.parse("2026-03-14T15:09:26Z").plus(Duration.ofDays(day)), new Random(day));
    }

    private static ChatException failureOf(ErrorCode code, ThrowingCallable call) {
        ChatException failure =
                assertThatExceptionOfType(ChatException.class).isThrownBy(call).actual();
        assertThat(failure.code()).isEqualTo(code);
        return failure;
    }

    @Test
    void credentialsAreAskedForEachTimeAndNotShown() {
        InMemorySecrets secrets = SecretSource.inMemory();
        try (BackupTarget target = S3BackupTarget.open(place.config(), secrets)) {
            StringWriter shown = new StringWriter();
            PrintWriter log = new PrintWriter(shown);
            failureOf(ErrorCode.CONFIGURATION, () -> target.list(deadline())).printStackTrace(log);
            secrets.put(SecretCredentials.ACCESS_KEY, Secret.of(TestS3.ACCESS_KEY));
            secrets.put(SecretCredentials.SECRET_KEY, Secret.of("another-kept-from-everybody"));
            failureOf(ErrorCode.CONFIGURATION, () -> target.list(deadline())).printStackTrace(log);
            log.println(target);
            log.println(target.describe());
            log.println(place.config());
            log.println(new SecretCredentials(secrets));
            secrets.put(SecretCredentials.SECRET_KEY, Secret.of(TestS3.SECRET_KEY));
            assertThat(target.list(deadline())).isEmpty();
            assertThat(shown.toString())
                    .contains("s3://" + TestS3.BUCKET + "/test/")
                    .contains("403")
                    .doesNotContain("kept-from-everybody")
                    .doesNotContain(TestS3.ACCESS_KEY);
        }
    }

    @Test
    void aBucketThatIsNotThereIsASetting() {
        S3Config config = S3Config.of("no-such-bucket").withEndpoint(TestS3.at(server.port()));
        try (BackupTarget target = S3BackupTarget.open(config, TestS3.secrets())) {
            failureOf(ErrorCode.CONFIGURATION, () -> target.list(deadline()));
            failureOf(ErrorCode.CONFIGURATION, () -> target.begin(id(1), deadline()));
        }
    }

    @Test
    void whatIsClosedAnswersNothingAndClosesNothingOfTheHost() {
        BackupTarget target = S3BackupTarget.over(server.client(), place.config());
        failureOf(ErrorCode.DEADLINE_EXCEEDED, () -> target.list(Deadline.after(Duration.ZERO)));
        target.close();
        failureOf(ErrorCode.CLOSED, () -> target.list(deadline()));
        assertThat(place.names("")).isEmpty();
    }

    @Test
    void aGuardWhoseArchiveIsGoneGuardsNothing() throws Exception {
        try (BackupTarget target = place.open()) {
            for (int day = 1; day <= 2; day++) {
                try (BackupTarget.Writer writer = target.begin(id(day), deadline())) {
                    writer.out().write(day);
                    writer.commit(State.COMPLETE);
                }
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(new byte[] {(byte) day});
                target.markVerified(
                        id(day), new Verification(Instant.EPOCH, HexFormat.of().formatHex(digest), 1), deadline());
            }
            assertThat(target.list(deadline())).hasSize(2).allMatch(backup -> backup.verified());
            place.put(S3Keys.archive(id(2)), "longer than it was");
            failureOf(ErrorCode.BACKUP_GUARDED, () -> target.delete(id(1), id(2), deadline()));
            assertThat(target.list(deadline()))
                    .filteredOn(backup -> backup.id().equals(id(2)))
                    .allMatch(backup -> backup.state() == State.FAILED);
            server.client()
                    .deleteObject(delete ->
                            delete.bucket(TestS3.BUCKET).key(place.config().prefix() + S3Keys.archive(id(2))));
            failureOf(ErrorCode.BACKUP_GUARDED, () -> target.delete(id(1), id(2), deadline()));
            place.put(S3Keys.entry(id(1)), "damaged");
            failureOf(ErrorCode.BACKUP_GUARDED, () -> target.delete(id(1), null, deadline()));
            assertThat(target.read(id(1), deadline()).readAllBytes()).containsExactly(1);
        }
    }
}
