package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.backup.Retention;
import dev.parley.core.backup.StoredBackup;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackupScheduleTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int DAYS = 5;

    private final Trial trial = new Trial();
    private final List<BackupRound> rounds = new ArrayList<>();

    @Test
    void makesOneWhenTheNewestIsOldEnough() {
        Backups backups = trial.builder().retention(new Retention(DAY, 1, 0, 0)).build();
        BackupSchedule schedule = new BackupSchedule(backups, DAY, rounds::add);
        schedule.step();
        assertThat(rounds).hasSize(1).allMatch(BackupRound::succeeded);
        trial.clock.advance(DAY.minusSeconds(1));
        schedule.step();
        assertThat(rounds).hasSize(1);
        trial.clock.advance(Duration.ofSeconds(1));
        schedule.step();
        assertThat(rounds).hasSize(2).allMatch(BackupRound::succeeded);
        assertThat(backups.list()).as("the older one is a day old").hasSize(1).allMatch(StoredBackup::verified);
    }

    @Test
    void aRoundThatFailsIsToldAndTriedAgain() {
        BackupSchedule schedule = new BackupSchedule(trial.backups(), DAY, rounds::add);
        trial.chat.findings.add("wrong");
        assertThat(schedule.step()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rounds).hasSize(1).noneMatch(BackupRound::succeeded);
        assertThat(rounds.get(0).verified()).get().isInstanceOf(VerifyOutcome.Refused.class);
        trial.chat.failAt(ErrorCode.STORE_UNAVAILABLE, "");
        trial.files.failAt(ErrorCode.STORE_UNAVAILABLE, "");
        trial.clock.advance(DAY);
        schedule.step();
        assertThat(rounds.get(1).created()).isInstanceOf(BackupOutcome.Failed.class);
    }

    @Test
    void anotherNodeThatIsAtItIsLeftToIt() {
        Leases leases = Leases.inMemory(trial.clock);
        leases.acquire(new LeaseName("parley-backups"), "node-2", DAY, Deadline.after(Duration.ofSeconds(5)));
        BackupSchedule schedule =
                new BackupSchedule(trial.builder().leases(leases, "node-1").build(), DAY, rounds::add);
        assertThat(schedule.step()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rounds).isEmpty();
        assertThat(trial.target.list(Deadline.after(Duration.ofSeconds(5)))).isEmpty();
    }

    @Test
    void ofTwoNodesOneMakesOneBackupForEachInterval() throws InterruptedException {
        Leases leases = Leases.inMemory(trial.clock);
        List<BackupRound> told = new CopyOnWriteArrayList<>();
        List<BackupSchedule> nodes = Stream.of("node-1", "node-2")
                .map(node ->
                        new BackupSchedule(trial.builder().leases(leases, node).build(), DAY, told::add))
                .toList();
        for (int day = 1; day <= DAYS; day++) {
            List<Thread> threads =
                    nodes.stream().map(node -> new Thread(node::step)).toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            // Who came too early looks again.
            nodes.forEach(BackupSchedule::step);
            assertThat(told).hasSize(day).allMatch(BackupRound::succeeded);
            trial.clock.advance(DAY);
        }
        assertThat(trial.target.list(Deadline.after(Duration.ofSeconds(30))))
                .hasSize(DAYS)
                .allMatch(StoredBackup::verified);
    }

    @Test
    void beginsByItselfAndEnds() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try (BackupSchedule schedule = BackupSchedule.start(trial.backups(), DAY, round -> done.countDown())) {
            assertThat(schedule).isNotNull();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("parley-backup-schedule"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackupSchedule(trial.backups(), Duration.ofSeconds(59), rounds::add));
    }
}
