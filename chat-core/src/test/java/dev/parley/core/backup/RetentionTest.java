package dev.parley.core.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.backup.StoredBackup.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** F16: which backups may go. File times are no input. */
class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");
    private static final Retention FEW = new Retention(Duration.ofDays(30), 3, 0, 0);

    private static BackupId id(int daysAgo) {
        return BackupId.of(NOW.minus(Duration.ofDays(daysAgo)), new Random(daysAgo));
    }

    private static StoredBackup backup(int daysAgo, State state, boolean verified) {
        Verification verification = verified ? new Verification(NOW, "0".repeat(64), 1) : null;
        return new StoredBackup(id(daysAgo), state, 1, verification);
    }

    private static List<StoredBackup> daily(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(day -> backup(day, State.COMPLETE, true))
                .toList();
    }

    private static List<BackupId> gone(Retention rules, List<StoredBackup> stored, Instant now) {
        return rules.removals(stored, now).stream().map(Retention.Removal::id).toList();
    }

    @Test
    void whatIsYoungOrAmongTheNewestStays() {
        List<StoredBackup> stored = daily(0, 40);
        assertThat(FEW.removals(stored, NOW))
                .extracting(Retention.Removal::id)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 10).mapToObj(i -> id(40 - i)).toList());
        assertThat(FEW.removals(stored, NOW))
                .extracting(Retention.Removal::guard)
                .containsOnly(id(0));
        assertThat(gone(FEW, stored, NOW.plus(Duration.ofDays(365))))
                .as("a year later")
                .hasSize(38)
                .doesNotContain(id(0), id(1), id(2));
    }

    @Test
    void weeksAndMonthsStay() {
        Retention rules = new Retention(Duration.ofDays(7), 1, 4, 3);
        List<BackupId> gone = gone(rules, daily(0, 120), NOW);
        List<BackupId> kept =
                new ArrayList<>(daily(8, 120).stream().map(StoredBackup::id).toList());
        kept.removeAll(gone);
        // 14 March 2026 is a Saturday: Sundays end the weeks before; February and January end the months.
        assertThat(kept).containsExactlyInAnyOrder(id(13), id(20), id(14), id(42));
    }

    @Test
    void withoutAVerifiedOneNothingGoes() {
        List<StoredBackup> stored = IntStream.rangeClosed(0, 400)
                .mapToObj(day -> backup(day, day % 2 == 0 ? State.COMPLETE : State.PARTIAL, false))
                .toList();
        assertThat(FEW.removals(stored, NOW.plus(Duration.ofDays(365)))).isEmpty();
    }

    @Test
    void nothingNewerThanTheNewestVerifiedGoes() {
        List<StoredBackup> stored = new ArrayList<>();
        stored.add(backup(100, State.COMPLETE, false));
        stored.add(backup(90, State.COMPLETE, true));
        stored.add(backup(80, State.COMPLETE, false));
        stored.add(backup(70, State.PARTIAL, false));
        assertThat(FEW.removals(stored, NOW)).containsExactly(new Retention.Removal(id(100), id(90)));
    }

    @Test
    void todaysFailureRemovesNothing() {
        List<StoredBackup> stored = new ArrayList<>(daily(1, 3));
        stored.add(backup(0, State.FAILED, false));
        assertThat(FEW.removals(stored, NOW)).isEmpty();
        stored.add(backup(2, State.FAILED, false));
        assertThat(FEW.removals(stored, NOW))
                .as("a newer one is complete")
                .containsExactly(new Retention.Removal(id(2), null));
        assertThat(gone(FEW, List.of(backup(0, State.FAILED, false)), NOW.plus(Duration.ofDays(31))))
                .as("old")
                .containsExactly(id(0));
    }

    @Test
    void aPartialOneIsNoneOfTheNewest() {
        List<StoredBackup> stored = new ArrayList<>(daily(50, 53));
        stored.add(backup(40, State.PARTIAL, true));
        assertThat(gone(FEW, stored, NOW)).containsExactly(id(53));
    }

    @Test
    void theOrderOfTheListAndATurnedBackClockDoNotMatter() {
        List<StoredBackup> stored = new ArrayList<>(daily(0, 60));
        List<BackupId> gone = gone(Retention.standard(), stored, NOW);
        Collections.shuffle(stored, new Random(1));
        assertThat(gone(Retention.standard(), stored, NOW)).isEqualTo(gone).isNotEmpty();
        assertThat(gone(Retention.standard(), stored, NOW.minus(Duration.ofDays(365))))
                .isEmpty();
    }

    @Test
    void hasBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(Duration.ofDays(-1), 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(Duration.ZERO, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(Duration.ZERO, 1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Retention(Duration.ZERO, 1, 0, -1));
    }
}
