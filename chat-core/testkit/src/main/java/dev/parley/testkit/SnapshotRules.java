package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.BackupSource;
import dev.parley.testkit.BackupSourceFactory.Installation;
import dev.parley.testkit.SnapshotFixture.Taken;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What a snapshot shows. Rules BS-1 to BS-3. */
interface SnapshotRules extends BackupSourceFactory {

    /** BS-1: one instant, while writers go on. */
    @Rule("BS-1")
    default void aSnapshotShowsOneInstant() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Installation from = f.lived();
            AtomicInteger begun = new AtomicInteger(SnapshotFixture.TEXTS);
            AtomicInteger done = new AtomicInteger(SnapshotFixture.TEXTS);
            AtomicInteger enough = new AtomicInteger(Integer.MAX_VALUE);
            CompletableFuture<Void> passed = new CompletableFuture<>();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    int number = begun.incrementAndGet();
                    SnapshotFixture.write(from, f.tenant, f.bob, number, number);
                    done.set(number);
                    if (number > enough.get()) {
                        passed.complete(null);
                    }
                }
            });
            Taken taken;
            int before = done.get();
            int after;
            try (BackupSource.Snapshot snapshot = from.source().snapshot(Fresh.deadline())) {
                after = begun.get();
                enough.set(after);
                CompletableFuture.anyOf(passed, writer)
                        .orTimeout(30, TimeUnit.SECONDS)
                        .join();
                taken = SnapshotFixture.take(snapshot, () -> {});
            } finally {
                over.set(true);
            }
            writer.join();
            Installation to = f.empty();
            SnapshotFixture.restore(to, taken);
            SortedSet<String> restored = to.read(f.tenant, f.bob);
            assertThat(restored).hasSizeBetween(before, after);
            assertThat(restored).containsExactlyElementsOf(SnapshotFixture.texts(f.tenant, f.bob, 1, restored.size()));
            f.assertHas(to, f.tenant, f.ada);
        }
    }

    /** BS-2: writers go on. */
    @Rule("BS-2")
    default void writersGoOn() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Installation from = f.lived();
            AtomicInteger number = new AtomicInteger(SnapshotFixture.TEXTS);
            try (BackupSource.Snapshot snapshot = from.source().snapshot(Fresh.deadline())) {
                SnapshotFixture.take(snapshot, () -> {
                    int next = number.incrementAndGet();
                    CompletableFuture<Void> write =
                            CompletableFuture.runAsync(() -> SnapshotFixture.write(from, f.tenant, f.bob, next, next));
                    assertThat(write).succeedsWithin(5, TimeUnit.SECONDS);
                });
            }
            assertThat(number.get()).isGreaterThan(SnapshotFixture.TEXTS);
            assertThat(from.read(f.tenant, f.bob)).hasSize(number.get());
        }
    }

    /** BS-3: there and back. */
    @Rule("BS-3")
    default void whatWasRestoredIsWhatWasThere() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Taken taken = SnapshotFixture.take(f.lived());
            Installation to = f.empty();
            SnapshotFixture.restore(to, taken);
            f.assertAllThere(to);
            Taken again = SnapshotFixture.take(to);
            assertThat(again.toLines()).containsExactlyElementsOf(taken.toLines());
            assertThat(again.records()).isEqualTo(taken.records());
            assertThat(again.info().format()).isEqualTo(taken.info().format());
            assertThat(again.info().formatVersion()).isEqualTo(taken.info().formatVersion());
            SnapshotFixture.write(to, f.tenant, f.bob, SnapshotFixture.TEXTS + 1, SnapshotFixture.TEXTS + 1);
            assertThat(to.read(f.tenant, f.bob)).as("life goes on").hasSize(SnapshotFixture.TEXTS + 1);
        }
    }
}
