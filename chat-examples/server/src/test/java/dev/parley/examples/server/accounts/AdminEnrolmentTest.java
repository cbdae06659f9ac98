package dev.parley.examples.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminEnrolmentTest {

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger granted = new AtomicInteger();
    private Path file;
    private AdminEnrolment enrolment;

    @BeforeEach
    void begin() {
        file = directory.resolve("data").resolve("admin-token");
        enrolment = new AdminEnrolment(file, clock);
    }

    private boolean redeem(String token) {
        return enrolment.redeem(token, granted::incrementAndGet);
    }

    private String offered() throws IOException {
        enrolment.offer();
        return Files.readString(file);
    }

    @Test
    void theTokenIsRandomAndForTheOwnerOfTheFile() throws IOException {
        String token = offered();
        assertThat(token).matches("[A-Za-z0-9_-]{43}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(offered()).isNotEqualTo(token);
        assertThat(redeem(token)).as("the token before").isFalse();
    }

    @Test
    void itIsGoodOnce() throws IOException {
        String token = offered();
        assertThat(redeem(token)).isTrue();
        assertThat(file).doesNotExist();
        assertThat(redeem(token)).isFalse();
        assertThat(granted).hasValue(1);
    }

    @Test
    void aWrongOneLeavesIt() throws IOException {
        String token = offered();
        for (String wrong : List.of("", "x", token + "x", token.substring(1))) {
            assertThat(redeem(wrong)).as(wrong).isFalse();
        }
        assertThat(file).exists();
        assertThat(redeem(token.strip())).isTrue();
    }

    @Test
    void itEndsAfterAQuarterOfAnHour() throws IOException {
        String token = offered();
        clock.advance(Duration.ofMinutes(15).minusNanos(1));
        enrolment.expire();
        assertThat(file).exists();
        clock.advance(Duration.ofNanos(1));
        assertThat(redeem(token)).isFalse();
        enrolment.expire();
        assertThat(file).doesNotExist();
        assertThat(granted).hasValue(0);
    }

    @Test
    void aGrantThatFailsLeavesItGood() throws IOException {
        String token = offered();
        assertThatThrownBy(() -> enrolment.redeem(token, () -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).exists();
        assertThat(redeem(token)).isTrue();
    }

    @Test
    void ofManyAtOnceOneGetsIn() throws Exception {
        String token = offered();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            all.add(() -> redeem(token));
        }
        int in = 0;
        for (Future<Boolean> each : threads.invokeAll(all)) {
            in += each.get() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(in).isEqualTo(1);
        assertThat(granted).hasValue(1);
    }

    @Test
    void withoutAnOfferNothingIsGood() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(file, "left by another process");
        assertThat(redeem("left by another process")).isFalse();
        enrolment.clean();
        assertThat(file).doesNotExist();
    }

    @Test
    void closingEndsIt() throws IOException {
        String token = offered();
        enrolment.close();
        assertThat(file).doesNotExist();
        assertThat(redeem(token)).isFalse();
    }
}
