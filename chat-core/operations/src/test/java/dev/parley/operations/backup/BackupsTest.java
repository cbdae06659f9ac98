package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.operations.backup.BackupProgress.Progress;
import dev.parley.operations.backup.BackupProgress.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackupsTest {

    private final Trial trial = new Trial();

    @Test
    void whatWasBackedUpComesBack() {
        Map<String, List<String>> before = new TreeMap<>(trial.chat.present);
        Backups backups = trial.backups();
        BackupOutcome made = backups.create();
        assertThat(made).isInstanceOf(BackupOutcome.Complete.class);
        BackupOutcome.Complete complete = (BackupOutcome.Complete) made;
        assertThat(complete.records()).isEqualTo(30 + 1_500 + 1_000 + 500);
        assertThat(backups.verify()).isInstanceOf(VerifyOutcome.Verified.class);
        assertThat(backups.list()).singleElement().matches(StoredBackup::verified);
        trial.lose();
        assertThat(backups.restore()).isEqualTo(new RestoreOutcome.Restored(complete.id(), 3_030, 0));
        assertThat(trial.chat.present).isEqualTo(before);
        assertThat(trial.files.present.get("files/one")).hasSize(500);
    }

    @Test
    void aBackupIsLaterThanAllBeforeItWhateverTheClockSays() {
        Backups backups = trial.backups();
        List<BackupId> made = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            made.add(Trial.complete(backups));
        }
        trial.clock.advance(Duration.ofHours(-1));
        made.add(Trial.complete(backups));
        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(backups.list()).extracting(StoredBackup::id).isEqualTo(made);
    }

    @Test
    void onlyVerifiedIsTheNewestToRestore() {
        Backups backups = trial.backups();
        BackupId good = Trial.complete(backups);
        backups.verify();
        trial.clock.advance(Duration.ofDays(1));
        Trial.complete(backups);
        trial.lose();
        assertThat(backups.restore())
                .isInstanceOfSatisfying(
                        RestoreOutcome.Restored.class,
                        restored -> assertThat(restored.id()).isEqualTo(good));
        assertThat(backups.restore())
                .isInstanceOfSatisfying(
                        RestoreOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RESTORE_NOT_EMPTY));
    }

    @Test
    void partialIsNeverComplete() {
        Backups backups = trial.backups();
        trial.chat.failAt(ErrorCode.STORE_UNAVAILABLE, "entries/0002");
        BackupOutcome.Partial partial = (BackupOutcome.Partial) backups.create();
        assertThat(partial.failed()).isEqualTo(Map.of("chat", ErrorCode.STORE_UNAVAILABLE));
        assertThat(backups.list()).singleElement().matches(backup -> backup.state() == State.PARTIAL);
        assertThat(CheckedArchive.check(backups.settings(), backups.list().get(0))
                        .manifest()
                        .source("chat")
                        .orElseThrow()
                        .parts())
                .extracting(Manifest.Part::name)
                .containsExactly("conversations", "entries/0001");
        assertThat(backups.verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BACKUP_NOT_FOUND));
        trial.lose();
        assertThat(backups.restore(partial.id())).isInstanceOf(RestoreOutcome.Refused.class);
        assertThat(trial.files.present).isEmpty();
    }

    @Test
    void aSourceThatWritesNothingHasFailed() {
        trial.files.present.clear();
        assertThat(trial.backups().create()).isInstanceOf(BackupOutcome.Partial.class);
        trial.chat.failAt(ErrorCode.STORE_UNAVAILABLE, "");
        trial.clock.advance(Duration.ofSeconds(1));
        assertThat(trial.backups().create())
                .isInstanceOfSatisfying(
                        BackupOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    }

    @Test
    void whatAPlaceFindsIsNotVerified() {
        Backups backups = trial.backups();
        BackupId id = Trial.complete(backups);
        trial.chat.findings.add("entries/0001: 17 refers to nothing");
        assertThat(backups.verify(id))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refused.class,
                        refused -> assertThat(refused.findings())
                                .containsExactly("chat: entries/0001: 17 refers to nothing"));
        assertThat(backups.list()).noneMatch(StoredBackup::verified);
        trial.lose();
        assertThat(backups.restore(id)).isInstanceOf(RestoreOutcome.Refused.class);
        assertThat(trial.files.present).as("not the other source either").isEmpty();
    }

    @Test
    void aBackupOfOtherSourcesIsRefused() {
        Trial.complete(trial.backups());
        Backups onlyFiles = Backups.builder(trial.target)
                .source(trial.files)
                .secrets(trial.secrets)
                .build();
        assertThat(onlyFiles.verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refused.class,
                        refused -> assertThat(refused.findings().get(0)).contains("[chat, files]"));
    }

    @Test
    void theErasedDoNotComeBack() {
        Backups backups = trial.backups();
        BackupId id = Trial.complete(backups);
        trial.clock.advance(Duration.ofDays(6));
        backups.erasures().add(TenantId.DEFAULT, new UserId("ada"));
        trial.lose();
        assertThat(backups.restore(id)).isEqualTo(new RestoreOutcome.Restored(id, 3_030, 1));
        assertThat(trial.chat.present.values())
                .allSatisfy(lines -> assertThat(lines).noneMatch(l -> l.contains("ada says")));
        assertThat(trial.chat.present.get("entries/0001")).hasSize(1_500);
    }

    @Test
    void whatWasMadeWithAnOlderKeyIsStillRead() {
        Backups backups = trial.backups();
        BackupId id = Trial.complete(backups);
        SecretSource both =
                SecretSource.environment(Map.of("BACKUP_KEY", "n".repeat(32), "BACKUP_KEY_PREVIOUS", "k".repeat(32)));
        Backups later = trial.builder().secrets(both).build();
        assertThat(later.verify(id)).isInstanceOf(VerifyOutcome.Verified.class);
        Backups much = trial.builder()
                .secrets(SecretSource.environment(Map.of("BACKUP_KEY", "n".repeat(32))))
                .build();
        assertThat(much.verify(id)).isInstanceOf(VerifyOutcome.Refused.class);
    }

    @Test
    void theKeyMustBeThereAndLong() {
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(
                        () -> Backups.builder(trial.target).source(trial.chat).build())
                .withMessageContaining("BACKUP_KEY");
        trial.secrets.put(ArchiveKeys.SECRET, Secret.of("k".repeat(31)));
        assertThat(trial.backups().create())
                .isInstanceOfSatisfying(
                        BackupOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.CONFIGURATION));
        assertThat(trial.backups().list()).noneMatch(backup -> backup.state() != State.FAILED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trial.builder().source(trial.chat).build());
    }

    @Test
    void moreThanIsAllowedIsRefused() {
        BackupId id = Trial.complete(trial.backups());
        trial.lose();
        assertThat(trial.builder().mostBytes(50_000).build().restore(id))
                .isInstanceOfSatisfying(
                        RestoreOutcome.Refused.class,
                        refused -> assertThat(refused.findings().get(0)).contains("larger than is allowed"));
        assertThat(trial.chat.placesOpened).hasValue(0);
    }

    @Test
    void oneNodeDoesItAtATime() {
        Leases leases = Leases.inMemory(trial.clock);
        Backups backups = trial.builder().leases(leases, "node-1").build();
        Deadline soon = Deadline.after(Duration.ofSeconds(5));
        Leases.Acquisition held =
                leases.acquire(new LeaseName("parley-backups"), "node-2", Duration.ofMinutes(1), soon);
        assertThat(held).isInstanceOf(Leases.Acquisition.Granted.class);
        assertThat(backups.create())
                .isInstanceOfSatisfying(
                        BackupOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.BACKUP_BUSY));
        assertThat(backups.list()).isEmpty();
        trial.clock.advance(Duration.ofMinutes(1));
        assertThat(backups.create()).isInstanceOf(BackupOutcome.Complete.class);
        assertThat(leases.acquire(new LeaseName("parley-backups"), "node-2", Duration.ofMinutes(1), soon))
                .as("given back")
                .isInstanceOf(Leases.Acquisition.Granted.class);
    }

    @Test
    void whatIsCancelledEnds() {
        Backups[] backups = new Backups[1];
        backups[0] = trial.builder()
                .progress(progress -> backups[0].settings().exclusive().cancel(Thread.currentThread()))
                .build();
        assertThat(backups[0].create())
                .isInstanceOfSatisfying(
                        BackupOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(backups[0].list()).allMatch(backup -> backup.state() == State.FAILED);
    }

    @Test
    void progressIsTold() {
        List<Progress> told = new ArrayList<>();
        Backups backups = trial.builder().progress(told::add).build();
        Trial.complete(backups);
        assertThat(told).allMatch(progress -> progress.step() == Step.WRITING && progress.expectedRecords() == 3_030);
        assertThat(told.get(told.size() - 1).records()).isEqualTo(3_030);
        told.clear();
        backups.verify();
        Progress last = told.get(told.size() - 1);
        assertThat(last.step()).isEqualTo(Step.LOADING);
        assertThat(last.records()).isEqualTo(last.expectedRecords()).isEqualTo(3_030);
        assertThat(last.bytes()).isEqualTo(last.expectedBytes()).isPositive();
    }
}
