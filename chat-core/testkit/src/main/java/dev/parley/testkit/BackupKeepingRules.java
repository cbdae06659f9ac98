package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.backup.BackupId;
import dev.parley.core.backup.BackupTarget;
import dev.parley.core.backup.BackupTarget.Writer;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.backup.StoredBackup.State;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rules BT-6 to BT-10 of {@link BackupTargetContract}: deleting, listing, notes, and what lies beside. */
public interface BackupKeepingRules extends BackupTargetFactory {

    /**
     * BT-6: behind a guard.
     *
     * @throws IOException if the target can't be written to
     */
    @Rule("BT-6")
    default void onlyBehindAGuardIsDeleted() throws IOException {
        try (BackupFixture f = new BackupFixture(this);
                BackupTarget other = f.place().open()) {
            BackupId old = BackupFixture.id(1);
            BackupId middle = BackupFixture.id(2);
            BackupId unverified = BackupFixture.id(3);
            BackupId partial = BackupFixture.id(4);
            BackupId gone = BackupFixture.id(5);
            BackupId newest = BackupFixture.id(6);
            f.writeVerified(old, State.COMPLETE);
            f.writeVerified(middle, State.COMPLETE);
            f.write(unverified, BackupFixture.bytes(10), State.COMPLETE);
            f.writeVerified(partial, State.PARTIAL);
            f.writeVerified(gone, State.COMPLETE);
            f.writeVerified(newest, State.COMPLETE);
            assertThat(f.list()).hasSize(6);
            other.delete(gone, newest, Fresh.deadline());
            for (BackupId guard : List.of(old, middle, unverified, partial, gone, BackupFixture.id(9))) {
                BackupFixture.assertRefused(ErrorCode.BACKUP_GUARDED, () -> f.delete(middle, guard));
            }
            BackupFixture.assertRefused(ErrorCode.BACKUP_GUARDED, () -> f.deleteFailed(middle));
            BackupFixture.assertRefused(ErrorCode.BACKUP_GUARDED, () -> f.deleteFailed(partial));
            BackupFixture.assertRefused(ErrorCode.BACKUP_GUARDED, () -> f.deleteFailed(unverified));
            assertThat(f.list()).hasSize(5);
            assertThat(f.read(middle)).isEqualTo(BackupFixture.bytes(10));
            f.delete(old, middle);
            f.delete(partial, newest);
            assertThat(f.list()).extracting(StoredBackup::id).containsExactlyInAnyOrder(middle, unverified, newest);
            deletesWhatFailed(f, other);
        }
    }

    private static void deletesWhatFailed(BackupFixture f, BackupTarget other) throws IOException {
        BackupId failed = BackupFixture.id(7);
        byte[] archive = BackupFixture.bytes(100);
        try (Writer writer = f.begin(failed)) {
            writer.out().write(archive);
            for (BackupTarget each : List.of(f.target(), other)) {
                assertThatExceptionOfType(ChatException.class)
                        .isThrownBy(() -> each.delete(failed, null, Fresh.deadline()))
                        .satisfies(e -> assertThat(e.code())
                                .isEqualTo(
                                        f.find(failed).isPresent()
                                                ? ErrorCode.BACKUP_GUARDED
                                                : ErrorCode.BACKUP_NOT_FOUND));
            }
            writer.commit(State.COMPLETE);
        }
        assertThat(f.read(failed)).isEqualTo(archive);
        BackupId broken = BackupFixture.id(8);
        try (Writer writer = f.begin(broken)) {
            writer.out().write(archive);
        }
        if (f.isListedAs(broken, State.FAILED)) {
            f.deleteFailed(broken);
        }
        assertThat(f.isListedAs(broken, State.FAILED)).isFalse();
    }

    /** BT-7: ordered and whole. */
    @Rule("BT-7")
    default void theListIsOrderedAndWhole() {
        try (BackupFixture f = new BackupFixture(this)) {
            List<BackupId> ids =
                    IntStream.range(0, 23).mapToObj(BackupFixture::id).toList();
            IntStream.range(0, 23).forEach(i -> f.write(ids.get(i * 7 % 23), BackupFixture.bytes(10), State.COMPLETE));
            assertThat(f.list()).extracting(StoredBackup::id).containsExactlyElementsOf(ids);
            f.reopen();
            assertThat(f.list()).extracting(StoredBackup::id).containsExactlyElementsOf(ids);
            if (f.place().cutListings()) {
                BackupFixture.assertRefused(ErrorCode.BACKUP_UNAVAILABLE, f::list);
            }
        }
    }

    /** BT-8: what is not there. */
    @Rule("BT-8")
    default void whatIsNotThereIsNotFound() {
        try (BackupFixture f = new BackupFixture(this)) {
            BackupId deleted = BackupFixture.id(1);
            BackupId newest = BackupFixture.id(3);
            f.writeVerified(deleted, State.COMPLETE);
            f.writeVerified(newest, State.COMPLETE);
            f.delete(deleted, newest);
            for (BackupId id : List.of(deleted, BackupFixture.id(2))) {
                BackupFixture.assertRefused(ErrorCode.BACKUP_NOT_FOUND, () -> f.read(id));
                BackupFixture.assertRefused(ErrorCode.BACKUP_NOT_FOUND, () -> f.verify(id, BackupFixture.bytes(10)));
                BackupFixture.assertRefused(ErrorCode.BACKUP_NOT_FOUND, () -> f.delete(id, newest));
                BackupFixture.assertRefused(ErrorCode.BACKUP_NOT_FOUND, () -> f.deleteFailed(id));
            }
        }
    }

    /** BT-9: notes. */
    @Rule("BT-9")
    default void notesAreKept() {
        try (BackupFixture f = new BackupFixture(this)) {
            String longest = "a-1" + "z".repeat(61);
            assertThat(f.note(longest)).isEmpty();
            f.note(longest, "one");
            f.note("a", "");
            f.note("b", "first, and long");
            f.note("b", "Zw\u00f6lf \ud83d\ude00\n");
            f.writeVerified(BackupFixture.id(1), State.COMPLETE);
            f.writeVerified(BackupFixture.id(2), State.COMPLETE);
            f.delete(BackupFixture.id(1), BackupFixture.id(2));
            for (int round = 0; round < 2; round++) {
                assertThat(f.note(longest)).contains("one");
                assertThat(f.note("a")).contains("");
                assertThat(f.note("b")).contains("Zw\u00f6lf \ud83d\ude00\n");
                assertThat(f.list()).hasSize(1);
                f.reopen();
            }
            for (String name : List.of("", "A", "a_b", "a.b", "../a", "a/b", "a b", "\u00e4", "a\n", "a".repeat(65))) {
                assertThatIllegalArgumentException().isThrownBy(() -> f.note(name));
                assertThatIllegalArgumentException().isThrownBy(() -> f.note(name, "text"));
            }
            int most = 16 * 1024 * 1024;
            assertThatIllegalArgumentException().isThrownBy(() -> f.note("a", "a".repeat(most - 1) + "\u00e4"));
            assertThat(f.note("a")).contains("");
            areReplacedAsAWhole(f);
        }
    }

    private static void areReplacedAsAWhole(BackupFixture f) {
        List<String> texts = List.of("x".repeat(100_000), "y".repeat(50_000), "");
        f.note("c", texts.get(0));
        List<List<Optional<String>>> seen = Concurrently.run(
                2,
                number -> IntStream.range(0, 15)
                        .mapToObj(i -> {
                            if (number == 0) {
                                f.note("c", texts.get(i % texts.size()));
                            }
                            return f.note("c");
                        })
                        .toList());
        assertThat(seen)
                .allSatisfy(each -> assertThat(each).allMatch(text -> text.isPresent() && texts.contains(text.get())));
    }

    /** BT-10: what is none of its own. */
    @Rule("BT-10")
    default void strangersAreLeftAlone() {
        try (BackupFixture f = new BackupFixture(this)) {
            BackupId id = BackupFixture.id(1);
            f.writeVerified(id, State.COMPLETE);
            f.note("a", "one");
            List<BackupId> imitated = f.place().litter();
            List<String> strangers = f.place().strangers();
            f.reopen();
            assertThat(f.list()).extracting(StoredBackup::id).containsExactly(id);
            assertThat(f.note("a")).contains("one");
            assertThat(f.note("b")).isEmpty();
            BackupId newest = BackupFixture.id(1_000);
            f.writeVerified(newest, State.COMPLETE);
            for (BackupId stranger : imitated) {
                BackupFixture.assertRefused(ErrorCode.BACKUP_NOT_FOUND, () -> f.read(stranger));
                BackupFixture.assertRefused(ErrorCode.BACKUP_NOT_FOUND, () -> f.delete(stranger, newest));
            }
            f.delete(id, newest);
            f.note("a", "two");
            assertThat(f.list()).extracting(StoredBackup::id).containsExactly(newest);
            assertThat(f.place().strangers()).isEqualTo(strangers);
        }
    }
}
