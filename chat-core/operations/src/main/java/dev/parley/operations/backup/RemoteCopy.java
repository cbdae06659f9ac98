package dev.parley.operations.backup;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.operations.backup.BackupProgress.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Copies verified backups to the second target, and reads them back from there. For one thread. */
final class RemoteCopy {

    private static final int BUFFER = 1 << 16;

    private final BackupSettings settings;
    private final BackupTarget remote;

    RemoteCopy(BackupSettings settings, BackupTarget remote) {
        this.settings = settings;
        this.remote = remote;
    }

    /**
     * Copies what is newer than the newest good one there; if there is none, the newest.
     *
     * @return what was copied, oldest first
     */
    List<BackupId> run() {
        List<StoredBackup> local = settings.target().list(settings.deadline()).stream()
                .filter(StoredBackup::verified)
                .toList();
        Map<BackupId, StoredBackup> there = remote.list(settings.deadline()).stream()
                .collect(Collectors.toMap(StoredBackup::id, Function.identity()));
        BackupId newest = there.values().stream()
                .filter(StoredBackup::verified)
                .map(StoredBackup::id)
                .max(BackupId::compareTo)
                .orElse(null);
        List<BackupId> copied = new ArrayList<>();
        for (StoredBackup each : local) {
            boolean wanted = newest == null
                    ? each.equals(local.get(local.size() - 1))
                    : each.id().compareTo(newest) > 0;
            if (wanted && each.verification() != null) {
                copy(each, each.verification(), there.get(each.id()));
                copied.add(each.id());
            }
        }
        settings.erasures().spread();
        return copied;
    }

    private void copy(StoredBackup backup, Verification verification, @Nullable StoredBackup there) {
        settings.exclusive().check();
        if (there != null && there.state() == State.FAILED) {
            remote.delete(backup.id(), null, settings.deadline());
        }
        if (there == null || there.state() == State.FAILED) {
            upload(backup, verification);
        }
        if (!verification.sha256().equals(sha256(remote, backup, null))) {
            throw ChatException.fault(
                    ErrorCode.BACKUP_UNREADABLE,
                    "What " + remote.describe() + " has as backup " + backup.id() + " is not what was copied to it",
                    null);
        }
        remote.markVerified(backup.id(), verification, settings.deadline());
    }

    private void upload(StoredBackup backup, Verification verification) {
        try (BackupTarget.Writer writer = remote.begin(backup.id(), settings.deadline())) {
            String sha256 = sha256(settings.target(), backup, writer.out());
            if (!verification.sha256().equals(sha256)) {
                throw ChatException.fault(
                        ErrorCode.BACKUP_UNREADABLE,
                        "Backup " + backup.id() + " is not what it was when it was verified",
                        null);
            }
            writer.commit(State.COMPLETE);
        } catch (IOException e) {
            throw unavailable(backup, e);
        }
    }

    private String sha256(BackupTarget from, StoredBackup backup, @Nullable OutputStream to) {
        MessageDigest digest = Sha256.digest();
        Meter meter = new Meter(settings, Step.COPYING, 0, 2 * backup.bytes());
        try (InputStream in = from.read(backup.id(), settings.deadline());
                InputStream counted = meter.counting(new DigestInputStream(in, digest))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = counted.read(buffer); read >= 0; read = counted.read(buffer)) {
                if (to != null) {
                    to.write(buffer, 0, read);
                }
            }
            return Sha256.hex(digest);
        } catch (IOException e) {
            throw unavailable(backup, e);
        }
    }

    private static ChatException unavailable(StoredBackup backup, IOException cause) {
        return ChatException.fault(
                ErrorCode.BACKUP_UNAVAILABLE, "Backup " + backup.id() + " could not be copied", cause);
    }
}
