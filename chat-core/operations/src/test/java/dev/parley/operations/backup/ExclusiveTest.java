package dev.parley.operations.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.lease.LeaseName;
import dev.parley.core.lease.Leases;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExclusiveTest {

    private static final LeaseName NAME = new LeaseName("backups");
    private static final Duration TERM = Duration.ofMillis(60);

    private final ManualClock clock = new ManualClock(Trial.BEGIN);
    private final Leases leases = Leases.inMemory(clock);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    @Test
    void aLeaseThatIsLostEndsTheWork() {
        Exclusive exclusive = new Exclusive(leases, NAME, "node-1", TERM);
        exclusive.run(soon(), () -> {
            exclusive.check();
            clock.advance(TERM);
            await().untilAsserted(() -> assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(exclusive::check)
                    .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_BUSY)));
            return true;
        });
        exclusive.check();
    }

    @Test
    void aLeaseIsHeldForAsLongAsTheWorkTakes() {
        Leases real = Leases.inMemory(InstantSource.system());
        Exclusive exclusive = new Exclusive(real, NAME, "node-1", Duration.ofSeconds(2));
        long begun = System.nanoTime();
        exclusive.run(soon(), () -> {
            await().atMost(Duration.ofSeconds(10)).until(() -> System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(3));
            exclusive.check();
            return true;
        });
    }

    @Test
    void theSecondWaitsOrIsRefused() {
        Exclusive exclusive = new Exclusive(null, NAME, "node-1", TERM);
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        CompletableFuture<Boolean> first = CompletableFuture.supplyAsync(() -> exclusive.run(soon(), () -> {
            begun.complete(true);
            return end.join();
        }));
        begun.join();
        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> exclusive.run(soon(), () -> true))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BACKUP_BUSY));
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> exclusive.runWaiting(soon(), () -> true));
        end.complete(true);
        assertThat(first).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(waiting).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(exclusive.run(soon(), () -> exclusive.run(soon(), () -> "inside")))
                .isEqualTo("inside");
    }
}
