package dev.parley.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {

    @Test
    void theDefaultsAreDeclared() {
        LoginLimits limits = LoginLimits.DEFAULT;

        assertThat(limits.accountFailures()).isEqualTo(5);
        assertThat(limits.addressFailures()).isEqualTo(50);
        assertThat(limits.window()).isEqualTo(Duration.ofMinutes(15));
        assertThat(limits.firstClosure()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limits.longestClosure()).isEqualTo(Duration.ofHours(24));
        assertThat(limits.patientFailures()).isEqualTo(50);
        assertThat(limits.patientWindow()).isEqualTo(Duration.ofDays(30));
        assertThat(limits.longestAddressClosure()).isEqualTo(Duration.ofMinutes(15));
        assertThat(limits.byAccount()).isTrue();
    }

    @Test
    void eachBoundIsReplacedByItself() {
        LoginLimits limits = LoginLimits.DEFAULT
                .withAccountFailures(3)
                .withAddressFailures(7)
                .withWindow(Duration.ofMinutes(2))
                .withoutAccounts();

        assertThat(limits)
                .isEqualTo(new LoginLimits(
                        3,
                        7,
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(1),
                        Duration.ofHours(24),
                        50,
                        Duration.ofDays(30),
                        Duration.ofMinutes(15),
                        false));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        Duration none = Duration.ZERO;

        assertThatThrownBy(() -> new LoginLimits(
                        0, 1_001, none, none, Duration.ofDays(8), 0, Duration.ofDays(91), Duration.ofDays(9), true))
                .isInstanceOf(ChatException.class)
                .hasMessageContainingAll(
                        "accountFailures is",
                        "addressFailures is",
                        "window is",
                        "firstClosure is",
                        "longestClosure is",
                        "patientFailures is",
                        "patientWindow is",
                        "longestAddressClosure is");
    }

    @Test
    void aNetworkIsNotClosedForLongerThanAnAccount() {
        Duration minute = Duration.ofMinutes(1);

        assertThatThrownBy(
                        () -> new LoginLimits(5, 50, minute, minute, minute, 50, minute, Duration.ofMinutes(2), true))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("longestAddressClosure is");
    }
}
