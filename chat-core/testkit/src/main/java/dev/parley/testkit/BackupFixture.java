package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An empty place for backups with a target on it. */
final class BackupFixture implements AutoCloseable {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

    private final BackupTargetFactory.Place place;
    private BackupTarget target;

    BackupFixture(BackupTargetFactory factory) {
        place = factory.createPlace();
        target = place.open();
    }

    static BackupId id(int day) {
        return BackupId.of(FIRST.plus(Duration.ofDays(day)), new Random(day));
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static Verification verification(byte[] archive) {
        return new Verification(FIRST.plusMillis(1), sha256(archive), 42);
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    BackupTargetFactory.Place place() {
        return place;
    }

    BackupTarget target() {
        return target;
    }

    BackupTarget reopen() {
        target.close();
        target = place.open();
        return target;
    }

    BackupTarget.Writer begin(BackupId id) {
        return target.begin(id, Fresh.deadline());
    }

    void write(BackupId id, byte[] archive, State state) {
        try (BackupTarget.Writer writer = begin(id)) {
            writer.out().write(archive);
            writer.commit(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeVerified(BackupId id, State state) {
        byte[] archive = bytes(10);
        write(id, archive, state);
        verify(id, archive);
    }

    void verify(BackupId id, byte[] archive) {
        target.markVerified(id, verification(archive), Fresh.deadline());
    }

    void delete(BackupId id, BackupId guard) {
        target.delete(id, guard, Fresh.deadline());
    }

    void deleteFailed(BackupId id) {
        target.delete(id, null, Fresh.deadline());
    }

    List<StoredBackup> list() {
        return target.list(Fresh.deadline());
    }

    Optional<StoredBackup> find(BackupId id) {
        return list().stream().filter(backup -> backup.id().equals(id)).findAny();
    }

    boolean isListedAs(BackupId id, State state) {
        return find(id).filter(backup -> backup.state() == state).isPresent();
    }

    void assertNoBackup(BackupId id) {
        assertThat(find(id).filter(backup -> backup.state() != State.FAILED)).isEmpty();
    }

    byte[] read(BackupId id) {
        try (InputStream in = target.read(id, Fresh.deadline())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> note(String name) {
        return target.note(name, Fresh.deadline());
    }

    void note(String name, String text) {
        target.note(name, text, Fresh.deadline());
    }

    @Override
    public void close() {
        target.close();
        place.close();
    }
}
