package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.Retention;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ForwardingBackupTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The second target. F17. */
class RemoteTest {

    private static final Retention SHORT = new Retention(Duration.ofDays(1), 1, 0, 0);

    private final Trial trial = new Trial();
    private final BackupTarget remote = BackupTarget.inMemory();

    private Backups backups(BackupTarget second) {
        return trial.builder().retention(SHORT).remote(second, SHORT).build();
    }

    private BackupId verified(Backups backups) {
        trial.clock.advance(Duration.ofDays(1));
        BackupId id = Trial.complete(backups);
        assertThat(backups.verify(id)).isInstanceOf(VerifyOutcome.Verified.class);
        return id;
    }

    @Test
    void whatIsCopiedIsGoodThere() {
        Backups backups = backups(remote);
        verified(backups);
        BackupId second = verified(backups);
        assertThat(backups.copy()).as("the newest, if there is none").containsExactly(second);
        BackupId third = verified(backups);
        trial.clock.advance(Duration.ofDays(1));
        Trial.complete(backups);
        assertThat(backups.copy()).as("not what is not verified").containsExactly(third);
        assertThat(backups.copy()).isEmpty();
        assertThat(backups.listRemote()).hasSize(2).allMatch(StoredBackup::verified);
        backups.erasures().add(TenantId.DEFAULT, new UserId("ada"));
        trial.lose();
        Backups fromThere = Backups.builder(remote)
                .source(trial.chat)
                .source(trial.files)
                .secrets(trial.secrets)
                .build();
        assertThat(fromThere.restore()).isEqualTo(new RestoreOutcome.Restored(third, 3_030, 1));
    }

    @Test
    void successThatIsALieIsFound() {
        Tampered lying = new Tampered(remote);
        Backups backups = backups(lying);
        BackupId id = verified(backups);
        lying.answer(new byte[] {1});
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(backups::copy)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_UNREADABLE));
        assertThat(backups.listRemote()).noneMatch(StoredBackup::verified);
        lying.answer(null);
        assertThat(backups.copy()).containsExactly(id);
    }

    @Test
    void anUploadThatBrokeOffIsMadeAnew() {
        Backups backups = backups(remote);
        BackupId id = verified(backups);
        remote.begin(id, Deadline.after(Duration.ofSeconds(5))).close();
        assertThat(backups.copy()).containsExactly(id);
        assertThat(backups.listRemote()).hasSize(1).allMatch(StoredBackup::verified);
    }

    @Test
    void nothingGoesHereBehindWhatIsNotThere() {
        Backups backups = backups(remote);
        BackupId first = verified(backups);
        BackupId second = verified(backups);
        trial.clock.advance(Duration.ofDays(365));
        assertThat(backups.prune()).isEqualTo(new Pruned(List.of(), List.of()));
        backups.copy();
        assertThat(backups.prune()).isEqualTo(new Pruned(List.of(first), List.of()));
        BackupId third = verified(backups);
        backups.copy();
        trial.clock.advance(Duration.ofDays(365));
        assertThat(backups.prune()).isEqualTo(new Pruned(List.of(second), List.of(second)));
        assertThat(backups.list()).extracting(StoredBackup::id).containsExactly(third);
    }

    /** F16: a listing that is cut short is a fault, and nothing is removed for it. */
    @Test
    void withoutAListingThereNothingGoesHere() {
        List<BackupId> copied = new ArrayList<>();
        BackupTarget broken = new ForwardingBackupTarget(remote) {
            @Override
            public List<StoredBackup> list(Deadline deadline) {
                if (copied.isEmpty()) {
                    return super.list(deadline);
                }
                throw ChatException.fault(ErrorCode.BACKUP_UNAVAILABLE, "Cut short", null);
            }
        };
        Backups backups = backups(broken);
        verified(backups);
        verified(backups);
        copied.addAll(backups.copy());
        trial.clock.advance(Duration.ofDays(365));
        assertThatExceptionOfType(ChatException.class).isThrownBy(backups::prune);
        assertThat(backups.list()).hasSize(2);
    }
}
