package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.core.backup.RestorePlace;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.BackupSourceFactory.Installation;
import dev.parley.testkit.SnapshotFixture.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** What becomes of the place that is restored into. Rules BS-4 to BS-6 and BS-9. */
interface RestoreRules extends BackupSourceFactory {

    /** BS-4: only where nothing is, from the beginning to the end. */
    @Rule("BS-4")
    default void onlyAnEmptyPlaceIsRestoredInto() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Installation lived = f.lived();
            SnapshotFixture.assertRefused(
                    ErrorCode.RESTORE_NOT_EMPTY,
                    () -> lived.source().place(Fresh.deadline()).close());
            f.assertAllThere(lived);
            Taken taken = SnapshotFixture.take(lived);
            Installation to = f.empty();
            String late = "written while the restore went on";
            boolean written;
            try (RestorePlace place = to.source().place(Fresh.deadline())) {
                SnapshotFixture.load(place, taken);
                written =
                        CompletableFuture.supplyAsync(() -> wrote(to, f, late)).join();
                if (written) {
                    SnapshotFixture.assertRefused(ErrorCode.RESTORE_NOT_EMPTY, place::activate);
                } else {
                    place.activate();
                }
            }
            if (written) {
                assertThat(to.read(f.tenant, f.bob)).containsExactly(late);
                assertThat(to.read(f.tenant, f.ada)).isEmpty();
            } else {
                f.assertAllThere(to);
            }
        }
    }

    /** {@return whether it was acknowledged; a place may refuse writers while it is restored into} */
    private static boolean wrote(Installation to, SnapshotFixture f, String text) {
        try {
            to.write(f.tenant, f.bob, text, Deadline.after(Duration.ofSeconds(1)));
            return true;
        } catch (ChatException e) {
            return false;
        }
    }

    /** BS-5: no trace of what was not activated. */
    @Rule("BS-5")
    default void whatIsNotActivatedLeavesNoTrace() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Taken taken = SnapshotFixture.take(f.lived());
            Installation to = f.empty();
            Set<String> before = to.remains();
            try (RestorePlace place = to.source().place(Fresh.deadline())) {
                SnapshotFixture.load(place, taken);
                place.check();
            }
            f.assertNothingThere(to);
            assertThat(to.remains()).isEqualTo(before);
            Taken damaged = taken.copy();
            List<String> names =
                    damaged.parts().keySet().stream().filter(this::hasForm).toList();
            damaged.parts().put(names.get(names.size() - 1), new byte[] {(byte) 0xff});
            try (RestorePlace place = to.source().place(Fresh.deadline())) {
                SnapshotFixture.assertRefused(ErrorCode.BACKUP_UNREADABLE, () -> SnapshotFixture.load(place, damaged));
            }
            f.assertNothingThere(to);
            assertThat(to.remains()).isEqualTo(before);
            SnapshotFixture.restore(to, taken);
            f.assertAllThere(to);
        }
    }

    /** BS-6: nothing is seen, and then all. */
    @Rule("BS-6")
    default void activatingIsAtomic() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Taken taken = SnapshotFixture.take(f.lived());
            Installation to = f.empty();
            List<Integer> seen = new ArrayList<>();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    seen.add(to.read(f.tenant, f.ada).size());
                }
            });
            try (RestorePlace place = to.source().place(Fresh.deadline())) {
                SnapshotFixture.load(place, taken);
                place.check();
                f.assertNothingThere(to);
                place.activate();
                f.assertAllThere(to);
            } finally {
                over.set(true);
            }
            reader.join();
            assertThat(seen).isSorted().isSubsetOf(0, SnapshotFixture.TEXTS);
            f.assertAllThere(to);
        }
    }

    /** BS-9: a scratch place is apart. */
    @Rule("BS-9")
    default void aScratchPlaceIsApart() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Installation lived = f.lived();
            Set<String> before = lived.remains();
            Taken taken = SnapshotFixture.take(lived);
            SnapshotFixture.write(lived, f.tenant, f.bob, SnapshotFixture.TEXTS + 1, SnapshotFixture.TEXTS + 1);
            try (RestorePlace scratch = lived.source().scratch(Fresh.deadline())) {
                SnapshotFixture.load(scratch, taken);
                assertThat(scratch.check()).isEmpty();
                assertThatIllegalStateException().isThrownBy(scratch::activate);
                assertThat(lived.read(f.tenant, f.bob)).hasSize(SnapshotFixture.TEXTS + 1);
            }
            assertThat(lived.remains()).isEqualTo(before);
            assertThat(lived.read(f.tenant, f.bob)).hasSize(SnapshotFixture.TEXTS + 1);
            f.assertHas(lived, f.tenant, f.ada);
        }
    }
}
