package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.core.backup.BackupTarget;
import dev.parley.core.error.ChatException;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErasureListTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("acm");
    private static final UserId ADA = new UserId("ada");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock(Trial.BEGIN);
    private final BackupTarget here = BackupTarget.inMemory();
    private final BackupTarget there = BackupTarget.inMemory();
    private final ErasureList list = list(here, there);

    private ErasureList list(BackupTarget... targets) {
        Exclusive exclusive = new Exclusive(null, new LeaseName("erasures"), "this", Duration.ofMinutes(1));
        return new ErasureList(List.of(targets), exclusive, clock, new Random(3), Duration.ofSeconds(5));
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(5));
    }

    @Test
    void whoWasErasedLaterIsOnIt() {
        Instant backup = clock.instant();
        clock.advance(HOUR);
        list.add(TENANT, ADA);
        assertThat(list.since(backup).test(TENANT, ADA)).isTrue();
        assertThat(list.since(backup).test(OTHER, ADA)).isFalse();
        assertThat(list.since(backup).test(OTHER, new UserId("eada"))).isFalse();
        assertThat(list.since(clock.instant().plus(HOUR)).test(TENANT, ADA))
                .as("who came again, and is in a later backup")
                .isFalse();
    }

    @Test
    void theLastErasureCounts() {
        list.add(TENANT, ADA);
        clock.advance(HOUR);
        Instant backup = clock.instant();
        clock.advance(HOUR);
        list.add(TENANT, ADA);
        assertThat(list.since(backup).test(TENANT, ADA)).isTrue();
    }

    @Test
    void everyTargetKnowsAll() {
        Instant backup = clock.instant();
        list(here).add(TENANT, ADA);
        assertThat(list(there).since(backup).test(TENANT, ADA)).isFalse();
        list.spread();
        assertThat(list(there).since(backup).test(TENANT, ADA)).isTrue();
        list.add(TENANT, new UserId("bob"));
        assertThat(list(there).since(backup).test(TENANT, new UserId("bob"))).isTrue();
        assertThat(list(here).since(backup).test(TENANT, new UserId("bob"))).isTrue();
    }

    @Test
    void nobodyIsNamed() {
        list.add(TENANT, ADA);
        String note = here.note(ErasureList.NOTE, soon()).orElseThrow();
        assertThat(note).doesNotContain("ada").doesNotContain("acme").hasLineCount(2);
        assertThat(list(BackupTarget.inMemory()).since(Instant.EPOCH).test(TENANT, ADA))
                .isFalse();
    }

    @Test
    void whatNoBackupKnowsIsForgotten() {
        list.add(TENANT, ADA);
        list.forget(clock.instant());
        assertThat(list.since(Instant.EPOCH).test(TENANT, ADA)).isTrue();
        list.forget(clock.instant().plus(HOUR));
        assertThat(list.since(Instant.EPOCH).test(TENANT, ADA)).isFalse();
    }

    @Test
    void aDamagedListIsAFault() {
        list.add(TENANT, ADA);
        String note = here.note(ErasureList.NOTE, soon()).orElseThrow();
        for (String damaged : List.of("", note.substring(1), note.substring(0, note.length() - 1), note + "x\n")) {
            here.note(ErasureList.NOTE, damaged, soon());
            assertThatExceptionOfType(ChatException.class).isThrownBy(() -> list.since(Instant.EPOCH));
            assertThatExceptionOfType(ChatException.class).isThrownBy(() -> list.add(TENANT, ADA));
        }
    }
}
