package dev.parley.web.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitFieldsTest {

    private static final RateLimitPolicy LOGIN = new RateLimitPolicy("login", 5, Duration.ofMinutes(15));

    @Test
    void whatIsLeftIsTold() {
        Map<String, String> fields =
                RateLimitFields.of(LOGIN, new RateDecision.Allowed(4, Duration.ofMillis(892_001), false));
        assertThat(fields)
                .containsExactly(
                        Map.entry("RateLimit-Policy", "\"login\";q=5;w=900"),
                        Map.entry("RateLimit", "\"login\";r=4;t=893"));
        assertThat(RateLimitFields.of(LOGIN, new RateDecision.Allowed(0, Duration.ZERO, true)))
                .containsEntry("RateLimit", "\"login\";r=0;t=0")
                .doesNotContainKey("Retry-After");
    }

    @ParameterizedTest
    @CsvSource({
        "100,100,PT15M,100,900",
        "50,20,PT1S,50,3",
        "20,20,PT1S,20,1",
        "1,1000,PT1S,1,1",
        "5,1,PT0.5S,5,3",
        "3,7,PT7S,3,3",
        "1000000,1000000,PT24H,1000000,86400"
    })
    void aLimitIsToldByItsCapacityAndTheTimeInWhichThatComesBack(
            long capacity, long refill, Duration window, long quota, long seconds) {
        assertThat(RateLimitPolicy.of("send", new RateLimit(capacity, refill, window)))
                .isEqualTo(new RateLimitPolicy("send", quota, Duration.ofSeconds(seconds)));
    }

    @Test
    void withoutALimitNothingIsTold() {
        assertThat(RateLimitFields.of(LOGIN, new RateDecision.Allowed(Long.MAX_VALUE, Duration.ZERO, false)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,1",
        "PT-5S,1",
        "PT0.000000001S,1",
        "PT1S,1",
        "PT1.000000001S,2",
        "PT1.999S,2",
        "PT15M,900",
        "PT2562047788015215H,999999999999999"
    })
    void whoIsRefusedIsToldWhenNotToBeRefusedAgain(Duration wait, String seconds) {
        Map<String, String> fields = RateLimitFields.of(LOGIN, new RateDecision.Denied(0, wait, false));
        assertThat(fields)
                .containsExactly(
                        Map.entry("RateLimit-Policy", "\"login\";q=5;w=900"),
                        Map.entry("RateLimit", "\"login\";r=0;t=" + seconds),
                        Map.entry("Retry-After", seconds),
                        Map.entry("Cache-Control", "no-store"));
        assertThat(RateLimitFields.retryAfter(wait)).isEqualTo(seconds);
        assertThat(RateLimitFields.STATUS).isEqualTo(429);
    }

    @Test
    void theLoginThrottleTellsNoMoreThanItMust() {
        LoginThrottle.Slot slot = new LoginThrottle.Slot("s", new TenantId("t"), List.of());
        assertThat(RateLimitFields.of(LOGIN, new LoginThrottle.Decision.Admitted(slot)))
                .isEqualTo(Map.of("RateLimit-Policy", "\"login\";q=5;w=900"));
        assertThat(RateLimitFields.of(
                        LOGIN, new LoginThrottle.Decision.Refused(LoginLane.Kind.ACCOUNT, Duration.ofMillis(59_001))))
                .containsEntry("RateLimit", "\"login\";r=0;t=60")
                .containsEntry("Retry-After", "60");
    }

    @Test
    void namesAreStructuredFieldStrings() {
        RateLimitPolicy odd = new RateLimitPolicy("a \"b\" \\c;q=1", 1, Duration.ofSeconds(1));
        assertThat(odd.item()).isEqualTo("\"a \\\"b\\\" \\\\c;q=1\";q=1;w=1");
        assertThat(RateLimitFields.refused(odd, Duration.ofSeconds(1)))
                .containsEntry("RateLimit", "\"a \\\"b\\\" \\\\c;q=1\";r=0;t=1");
    }

    @ParameterizedTest
    @CsvSource({
        "'',1,PT1S",
        "\u00e9,1,PT1S",
        "'a\r\nb',1,PT1S",
        "a,0,PT1S",
        "a,1000000000000000,PT1S",
        "a,1,PT0S",
        "a,1,PT1.5S",
        "a,1,PT-1S"
    })
    void whatCantBeWrittenIsRefused(String name, long quota, Duration window) {
        assertThatThrownBy(() -> new RateLimitPolicy(name, quota, window)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProblemNamesWhatIsSpent() {
        assertThat(QuotaExceeded.of(LOGIN, Duration.ofMillis(1_001)).members())
                .containsExactly(
                        Map.entry("type", "https://iana.org/assignments/http-problem-types#quota-exceeded"),
                        Map.entry("title", "Request cannot be satisfied as assigned quota has been exceeded"),
                        Map.entry("status", 429),
                        Map.entry("violated-policies", List.of("login")),
                        Map.entry("retryAfter", 2L));
        assertThatThrownBy(() -> new QuotaExceeded(List.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
