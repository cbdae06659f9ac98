package dev.parley.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.FaultyProxy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** F17: the way to the server is cut, slow or dead, and the server has too much to do. */
class S3FaultsIT {

    private static final BackupId ID = BackupId.of(Instant.parse("2026-03-14T15:09:26Z"), new Random(1));
    private static final int MIB = 1024 * 1024;
    private static final byte[] ARCHIVE = new byte[6 * MIB];

    private static TestS3 server;

    private final S3Place place = new S3Place(server);
    private FaultyProxy proxy;
    private BackupTarget target;

    @BeforeAll
    static void start() {
        new Random(1).nextBytes(ARCHIVE);
        server = new TestS3();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultyProxy.to("127.0.0.1", server.port());
        server.store().forgetCounts();
        target = target(Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    private BackupTarget target(Duration attempt, Duration patience) {
        return S3BackupTarget.open(
                place.config()
                        .withEndpoint(TestS3.at(proxy.port()))
                        .withPartBytes(5 * MIB)
                        .withTimes(attempt, patience),
                TestS3.secrets());
    }

    @AfterEach
    void close() {
        server.store().refuse(0);
        proxy.heal();
        target.close();
        proxy.close();
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    private void write() throws IOException {
        try (BackupTarget.Writer writer = target.begin(ID, deadline())) {
            writer.out().write(ARCHIVE);
            writer.commit(State.COMPLETE);
        }
    }

    private void assertWhole() throws IOException {
        assertThat(target.list(deadline())).containsExactly(new StoredBackup(ID, State.COMPLETE, ARCHIVE.length, null));
        try (InputStream in = target.read(ID, deadline())) {
            assertThat(in.readAllBytes()).isEqualTo(ARCHIVE);
        }
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNAVAILABLE));
    }

    @Test
    void anUploadThatIsCutGoesOnWithThePartThatWasCut() throws IOException {
        server.store().duringSecondPart(proxy::cut);
        write();
        assertThat(server.store().partsBegun(1)).isEqualTo(1);
        assertThat(server.store().partsBegun(2)).isEqualTo(2);
        assertWhole();
    }

    @Test
    void aServerThatHasTooMuchToDoIsAskedAgain() throws IOException {
        try (BackupTarget.Writer writer = target.begin(ID, deadline())) {
            server.store().refuse(2);
            writer.out().write(ARCHIVE);
            server.store().refuse(2);
            writer.commit(State.COMPLETE);
        }
        assertWhole();
    }

    @Test
    void aServerThatStaysAwayEndsTheBackupAndNothingElse() throws IOException {
        write();
        target.close();
        target = target(Duration.ofSeconds(1), Duration.ofSeconds(1));
        BackupId next = BackupId.of(ID.begun().plusSeconds(1), new Random(2));
        try (BackupTarget.Writer writer = target.begin(next, deadline())) {
            server.store().refuse(Integer.MAX_VALUE);
            assertUnavailable(() -> writer.out().write(ARCHIVE));
            assertUnavailable(() -> target.list(Deadline.after(Duration.ofSeconds(1))));
            assertUnavailable(() -> target.delete(ID, next, Deadline.after(Duration.ofSeconds(1))));
            server.store().refuse(0);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.commit(State.COMPLETE));
        }
        assertWhole();
        assertThat(place.names("claims/")).isEmpty();
    }

    /** Here it is the claim that can't be renewed, which is no reason to take what was written before for the whole. */
    @Test
    void whatCouldNotBeWrittenIsMissedAtTheCommit() throws IOException {
        AtomicLong nanos = new AtomicLong();
        S3Config config = place.config().withTimes(Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (BackupTarget slow = S3BackupTarget.over(server.client(), config, S3BackupTarget.PAGE, nanos::get);
                BackupTarget.Writer writer = slow.begin(ID, deadline())) {
            writer.out().write(ARCHIVE, 0, 1_000);
            server.store().refuse(Integer.MAX_VALUE);
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            assertUnavailable(() -> writer.out().write(ARCHIVE, 1_000, 1_000));
            server.store().refuse(0);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.commit(State.COMPLETE));
        }
        assertThat(target.list(deadline())).noneMatch(backup -> backup.state() != State.FAILED);
    }

    @Test
    void anAnswerThatIsLostDoesNotLoseTheBackup() throws IOException {
        server.store().afterCompletion(proxy::cut);
        write();
        assertWhole();
    }

    @Test
    void anAnswerThatIsWrongDoesNotLoseTheBackup() throws IOException {
        server.store().afterCompletion(() -> {
            throw FaultyStore.refusal(400, "InvalidPart");
        });
        write();
        assertWhole();
    }

    @Test
    void readingGoesOnWhereItWasCut() throws IOException {
        write();
        server.store().forgetCounts();
        server.store().duringRead(proxy::cut);
        assertWhole();
        assertThat(server.store().archiveReads()).isEqualTo(2);
    }

    @Test
    void aSlowWayIsSlowAndNoMore() throws IOException {
        proxy.slow(Duration.ofMillis(1), 8 * MIB);
        write();
        proxy.heal();
        assertWhole();
    }

    @Test
    @Timeout(40)
    void aDeadWayEndsEveryCallInItsTime() {
        proxy.pause();
        assertUnavailable(() -> target.begin(ID, Deadline.after(Duration.ofSeconds(1))));
        assertUnavailable(() -> target.list(Deadline.after(Duration.ofSeconds(1))));
        assertUnavailable(() -> target.read(ID, Deadline.after(Duration.ofSeconds(1))));
        assertUnavailable(() -> target.note("a", "text", Deadline.after(Duration.ofSeconds(1))));
        assertUnavailable(() -> target.note("a", Deadline.after(Duration.ofSeconds(1))));
        assertUnavailable(() -> target.delete(ID, null, Deadline.after(Duration.ofSeconds(1))));
        proxy.heal();
        assertThat(target.list(deadline())).noneMatch(backup -> backup.state() != State.FAILED);
    }

    @Test
    @Timeout(40)
    void aWayThatDiesWhileABackupIsWrittenEndsIt() throws IOException {
        target.close();
        target = target(Duration.ofSeconds(1), Duration.ofSeconds(2));
        try (BackupTarget.Writer writer = target.begin(ID, deadline())) {
            proxy.pause();
            assertUnavailable(() -> writer.out().write(ARCHIVE));
            proxy.heal();
        }
        assertThat(target.list(deadline())).noneMatch(backup -> backup.state() != State.FAILED);
    }

    @Test
    void whatTheDeadHaveUploadedIsRemoved() throws IOException {
        BackupTarget dying = target(Duration.ofSeconds(20), Duration.ofSeconds(60));
        dying.begin(BackupId.of(ID.begun(), new Random(9)), deadline()).out().write(ARCHIVE);
        dying.close();
        assertThat(uploads()).isEqualTo(1);
        server.store().age(place.names("claims/"));
        write();
        assertThat(uploads()).isZero();
        assertThat(place.names("claims/")).isEmpty();
        assertWhole();
    }

    private long uploads() {
        return server.client().listMultipartUploads(list -> list.bucket(TestS3.BUCKET)).uploads().stream()
                .filter(upload -> upload.key().startsWith(place.config().prefix()))
                .count();
    }
}
