package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.backup.RestorePlace;
import dev.parley.core.backup.SnapshotInfo;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.testkit.BackupSourceFactory.Installation;
import dev.parley.testkit.SnapshotFixture.Taken;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** What is restored, and what is not. Rules BS-7, BS-8 and BS-10. */
interface RestoredRules extends BackupSourceFactory {

    /** BS-7: what does not belong together is found, and its place named. */
    @Rule("BS-7")
    default void whatIsNotWholeIsFound() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Taken taken = SnapshotFixture.take(f.lived());
            Installation to = f.empty();
            assertThat(damages()).isNotEmpty();
            damages().forEach((where, damage) -> {
                Taken damaged = taken.copy();
                damage.accept(damaged.parts());
                List<String> problems;
                try (RestorePlace scratch = to.source().scratch(Fresh.deadline())) {
                    scratch.begin(damaged.info());
                    damaged.parts().forEach((name, bytes) -> SnapshotFixture.loadAny(scratch, name, bytes));
                    problems = scratch.check();
                }
                assertThat(problems)
                        .as(where)
                        .hasSizeBetween(1, 100)
                        .anyMatch(problem -> problem.contains(where))
                        .noneMatch(problem -> problem.contains(" says "));
            });
        }
    }

    /** BS-8: what is not known, or damaged, is refused. */
    @Rule("BS-8")
    default void whatCannotBeReadIsRefused() {
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Taken taken = SnapshotFixture.take(f.lived());
            Installation to = f.empty();
            SnapshotInfo info = taken.info();
            for (SnapshotInfo other : List.of(
                    SnapshotFixture.like(info, "no-such-format", info.formatVersion()),
                    SnapshotFixture.like(info, info.format(), info.formatVersion() + 1),
                    SnapshotFixture.like(info, info.format(), 0))) {
                try (RestorePlace place = to.source().place(Fresh.deadline())) {
                    SnapshotFixture.assertRefused(ErrorCode.BACKUP_UNREADABLE, () -> place.begin(other));
                }
            }
            for (String name : taken.parts().keySet()) {
                if (hasForm(name)) {
                    byte[] bytes = taken.parts().getOrDefault(name, new byte[0]);
                    assertNamed(to, taken, name, Arrays.copyOf(bytes, bytes.length + 1));
                    if (bytes.length > 0) {
                        assertNamed(to, taken, name, Arrays.copyOf(bytes, bytes.length - 1));
                    }
                }
            }
            f.assertNothingThere(to);
        }
    }

    private static void assertNamed(Installation to, Taken taken, String name, byte[] bytes) {
        Taken damaged = taken.copy();
        damaged.parts().put(name, bytes);
        try (RestorePlace place = to.source().place(Fresh.deadline())) {
            assertThat(SnapshotFixture.assertRefused(
                            ErrorCode.BACKUP_UNREADABLE, () -> SnapshotFixture.load(place, damaged)))
                    .hasMessageContaining(name)
                    .hasMessageNotContaining(" says ");
        }
    }

    /** BS-10: who is erased does not come back, and the others do. */
    @Rule("BS-10")
    default void whoIsErasedDoesNotComeBack() {
        Assumptions.assumeTrue(knowsUsers(), "The source does not know which user something is of");
        try (SnapshotFixture f = new SnapshotFixture(this)) {
            Taken taken = SnapshotFixture.take(f.lived());
            Installation to = f.empty();
            Set<String> asked = ConcurrentHashMap.newKeySet();
            try (RestorePlace place = to.source().place(Fresh.deadline())) {
                SnapshotFixture.load(place, taken);
                assertThat(place.check()).isEmpty();
                assertThat(place.erase((tenant, user) -> {
                            asked.add(named(tenant, user));
                            return tenant.equals(f.tenant) && user.equals(f.ada);
                        }))
                        .isEqualTo(1);
                place.activate();
            }
            assertThat(asked).contains(named(f.tenant, f.ada), named(f.tenant, f.bob), named(f.otherTenant, f.ada));
            assertThat(to.read(f.tenant, f.ada)).isEmpty();
            f.assertHas(to, f.tenant, f.bob);
            f.assertHas(to, f.otherTenant, f.ada);
            List<String> canaries = SnapshotFixture.texts(f.tenant, f.ada, 1, SnapshotFixture.TEXTS);
            assertThat(SnapshotFixture.take(to).toLines())
                    .noneMatch(line -> canaries.stream().anyMatch(line::contains));
        }
    }

    private static String named(TenantId tenant, UserId user) {
        return tenant.value() + " " + user.value();
    }
}
