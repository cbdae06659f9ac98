package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.BackupTarget.Writer;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.backup.Verification;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.util.Map;

/**
 * The contract of {@link BackupTarget}: one test for each of its numbered rules, those of deleting, listing, notes and
 * strangers in {@link BackupKeepingRules}. The test of an adapter implements this interface and writes
 * {@link #createPlace()}.
 */
public interface BackupTargetContract extends BackupKeepingRules {

    /** BT-1: what was committed. */
    @Rule("BT-1")
    default void whatWasCommittedIsThere() {
        try (BackupFixture f = new BackupFixture(this)) {
            BackupId id = BackupFixture.id(4);
            Map<BackupId, byte[]> archives = Map.of(
                    BackupFixture.id(1),
                    new byte[0],
                    BackupFixture.id(2),
                    BackupFixture.bytes(1),
                    BackupFixture.id(3),
                    BackupFixture.bytes(65_536),
                    id,
                    BackupFixture.bytes(1_000_003));
            archives.forEach(
                    (each, archive) -> f.write(each, archive, each.equals(id) ? State.PARTIAL : State.COMPLETE));
            for (int round = 0; round < 2; round++) {
                assertThat(f.list()).hasSize(4);
                archives.forEach((each, archive) -> {
                    State state = each.equals(id) ? State.PARTIAL : State.COMPLETE;
                    assertThat(f.find(each)).contains(new StoredBackup(each, state, archive.length, null));
                    assertThat(f.read(each)).isEqualTo(archive);
                });
                f.reopen();
            }
            assertThatIllegalArgumentException().as("is there already").isThrownBy(() -> f.begin(id));
            assertThat(f.read(id)).isEqualTo(archives.get(id));
        }
    }

    /**
     * BT-2: what was not.
     *
     * @throws IOException if the target can't be written to
     */
    @Rule("BT-2")
    default void whatWasNotCommittedIsNoBackup() throws IOException {
        try (BackupFixture f = new BackupFixture(this)) {
            byte[] some = BackupFixture.bytes(100_000);
            BackupId whole = BackupFixture.id(1);
            f.write(whole, some, State.COMPLETE);
            BackupId closed = BackupFixture.id(2);
            try (Writer writer = f.begin(closed)) {
                f.assertNoBackup(closed);
                writer.out().write(some);
                f.assertNoBackup(closed);
            }
            BackupId refused = BackupFixture.id(3);
            try (Writer writer = f.begin(refused)) {
                writer.out().write(some);
                assertThatThrownBy(() -> writer.commit(State.FAILED)).isInstanceOf(RuntimeException.class);
            }
            BackupId late = BackupFixture.id(4);
            Writer ended = f.begin(late);
            ended.out().write(some);
            ended.close();
            assertThatThrownBy(() -> ended.commit(State.COMPLETE)).isInstanceOf(Exception.class);
            BackupId dead = BackupFixture.id(5);
            f.place().dieWriting(dead, some);
            for (int round = 0; round < 2; round++) {
                f.assertNoBackup(closed);
                f.assertNoBackup(refused);
                f.assertNoBackup(late);
                f.assertNoBackup(dead);
                assertThat(f.isListedAs(whole, State.COMPLETE)).isTrue();
                f.reopen();
            }
        }
    }

    /**
     * BT-3: read back.
     *
     * @throws IOException if the target can't be written to
     */
    @Rule("BT-3")
    default void whatIsCommittedWasReadBack() throws IOException {
        try (BackupFixture f = new BackupFixture(this)) {
            byte[] archive = BackupFixture.bytes(300_000);
            BackupId good = BackupFixture.id(1);
            f.write(good, archive, State.COMPLETE);
            assertThat(f.read(good)).isEqualTo(archive);
            BackupId bad = BackupFixture.id(2);
            try (Writer writer = f.begin(bad)) {
                writer.out().write(archive);
                writer.out().flush();
                if (!f.place().damage(bad)) {
                    return;
                }
                assertThatThrownBy(() -> writer.commit(State.COMPLETE)).isInstanceOf(Exception.class);
            }
            f.assertNoBackup(bad);
            f.reopen();
            f.assertNoBackup(bad);
            assertThat(f.read(good)).isEqualTo(archive);
        }
    }

    /**
     * BT-4: one at a time.
     *
     * @throws IOException if the target can't be written to
     */
    @Rule("BT-4")
    default void oneIsWrittenAtATime() throws IOException {
        try (BackupFixture f = new BackupFixture(this);
                BackupTarget other = f.place().open()) {
            byte[] archive = BackupFixture.bytes(200_000);
            BackupId first = BackupFixture.id(1);
            BackupId second = BackupFixture.id(2);
            try (Writer writer = f.begin(first)) {
                writer.out().write(archive, 0, 100_000);
                BackupFixture.assertRefused(ErrorCode.BACKUP_BUSY, () -> f.begin(second));
                BackupFixture.assertRefused(ErrorCode.BACKUP_BUSY, () -> other.begin(second, Fresh.deadline()));
                writer.out().write(archive, 100_000, 100_000);
                writer.commit(State.COMPLETE);
            }
            assertThat(f.read(first)).isEqualTo(archive);
            assertThat(f.find(second)).isEmpty();
            try (Writer writer = other.begin(second, Fresh.deadline())) {
                writer.out().write(archive);
                writer.commit(State.COMPLETE);
            }
            try (Writer broken = f.begin(BackupFixture.id(3))) {
                broken.out().write(archive);
            }
            f.place().dieWriting(BackupFixture.id(4), archive);
            f.reopen();
            f.write(BackupFixture.id(5), archive, State.COMPLETE);
            assertThat(f.read(BackupFixture.id(5))).isEqualTo(archive);
        }
    }

    /** BT-5: verifications. */
    @Rule("BT-5")
    default void aVerificationIsOfWhatIsThere() {
        try (BackupFixture f = new BackupFixture(this)) {
            byte[] archive = BackupFixture.bytes(1_000);
            BackupId id = BackupFixture.id(1);
            f.write(id, archive, State.COMPLETE);
            f.write(BackupFixture.id(2), BackupFixture.bytes(999), State.COMPLETE);
            BackupFixture.assertRefused(ErrorCode.BACKUP_UNREADABLE, () -> f.verify(id, BackupFixture.bytes(999)));
            assertThat(f.find(id)).get().extracting(StoredBackup::verification).isNull();
            f.verify(id, archive);
            Verification first = BackupFixture.verification(archive);
            assertThat(f.find(id)).get().extracting(StoredBackup::verification).isEqualTo(first);
            f.reopen();
            assertThat(f.find(id)).get().extracting(StoredBackup::verification).isEqualTo(first);
            Verification later = new Verification(first.at().plusSeconds(1), first.sha256(), 43);
            f.target().markVerified(id, later, Fresh.deadline());
            BackupFixture.assertRefused(ErrorCode.BACKUP_UNREADABLE, () -> f.verify(id, BackupFixture.bytes(999)));
            assertThat(f.find(id)).contains(new StoredBackup(id, State.COMPLETE, 1_000, later));
            assertThat(f.find(BackupFixture.id(2))).get().matches(backup -> !backup.verified());
            assertThat(f.read(id)).isEqualTo(archive);
        }
    }
}
