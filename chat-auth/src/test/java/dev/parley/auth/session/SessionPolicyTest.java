package dev.parley.auth.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionPolicyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void theDefaultsAreDeclared() {
        assertThat(SessionPolicy.DEFAULT)
                .isEqualTo(new SessionPolicy(
                        Duration.ofHours(1), Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10)));
    }

    @Test
    void eachFieldIsReplacedByItself() {
        SessionPolicy policy = SessionPolicy.DEFAULT;

        assertThat(policy.withAccessLifetime(Duration.ofMinutes(5)))
                .isEqualTo(new SessionPolicy(Duration.ofMinutes(5), policy.idle(), policy.absolute(), policy.grace()));
        assertThat(policy.withIdle(HOUR))
                .isEqualTo(new SessionPolicy(policy.accessLifetime(), HOUR, policy.absolute(), policy.grace()));
        assertThat(policy.withAbsolute(Duration.ofDays(40)))
                .isEqualTo(
                        new SessionPolicy(policy.accessLifetime(), policy.idle(), Duration.ofDays(40), policy.grace()));
        assertThat(policy.withGrace(Duration.ZERO))
                .isEqualTo(new SessionPolicy(policy.accessLifetime(), policy.idle(), policy.absolute(), Duration.ZERO));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() ->
                        new SessionPolicy(Duration.ZERO, Duration.ZERO, Duration.ofDays(401), Duration.ofSeconds(61)))
                .isInstanceOf(ChatException.class)
                .hasMessageContainingAll("accessLifetime is", "idle is", "absolute is", "grace is");
    }

    @Test
    void theIdleTimeIsNotLongerThanTheAbsoluteOne() {
        assertThatThrownBy(() -> SessionPolicy.DEFAULT.withAbsolute(Duration.ofDays(29)))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("absolute is");
    }
}
