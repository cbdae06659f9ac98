package dev.parley.core.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    @ParameterizedTest
    @CsvSource({
        "100/15m, 100, 100, PT15M, 100/15m",
        "20/s, 20, 20, PT1S, 20/s",
        "20/s:50, 50, 20, PT1S, 20/s:50",
        "' 20/1S:50 ', 50, 20, PT1S, 20/s:50",
        "1/ms, 1, 1, PT0.001S, 1/ms",
        "7/1500ms, 7, 7, PT1.5S, 7/1500ms",
        "5/24h, 5, 5, P1D, 5/d",
        "1000/31d, 1000, 1000, P31D, 1000/31d",
        "1000000000000/31d:1000000, 1000000, 1000000000000, P31D, 1000000000000/31d:1000000"
    })
    void whatIsReadIsWritten(String text, long capacity, long refill, Duration window, String written) {
        RateLimit limit = RateLimit.parse(text);
        assertThat(limit).isEqualTo(new RateLimit(capacity, refill, window));
        assertThat(limit).hasToString(written);
        assertThat(RateLimit.parse(written)).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "100",
                "100/",
                "100/15",
                "/15m",
                "100/15min",
                "-1/s",
                "1.5/s",
                "20/s:",
                "20/s:x",
                "20 / s",
                "off"
            })
    void anotherFormIsRefusedByItsRule(String text) {
        assertRefused(text, "must be written as 100/15m, 20/s or 20/s:50");
    }

    @ParameterizedTest
    @CsvSource({
        "0/s, capacity is 0",
        "5/s:0, capacity is 0",
        "5/0s, window is PT0S",
        "5/32d, window is PT768H",
        "5/9999999999999d, 'must be PT0.001S to PT744H'",
        "1000001/s, more than 1000000 in a second",
        "1/31d:13, longer than 366 days",
        "9999999999999/d, refill is 9999999999999"
    })
    void whatIsOutOfBoundsIsRefusedByItsRule(String text, String rule) {
        assertRefused(text, rule);
    }

    private static void assertRefused(String text, String rule) {
        assertThatThrownBy(() -> RateLimit.parse(text))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(rule);
    }

    @Test
    void presetsAreThoseOfTheDocumentation() {
        assertThat(List.of(
                        RateLimit.ADDRESS, RateLimit.LOGINS, RateLimit.MESSAGES, RateLimit.WEBHOOKS, RateLimit.TOKENS))
                .extracting(RateLimit::toString)
                .containsExactly("100/15m", "5/15m", "20/s:50", "100/s:1000", "100000/d");
    }
}
