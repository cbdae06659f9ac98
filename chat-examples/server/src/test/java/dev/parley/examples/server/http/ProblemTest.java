package dev.parley.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

    @ParameterizedTest
    @CsvSource({
        "TEXT_TOO_LONG,413",
        "TEXT_MALFORMED,400",
        "TITLE_TOO_LONG,400",
        "IDEMPOTENCY_KEY_MISSING,400",
        "IDEMPOTENCY_KEY_TOO_LONG,400",
        "CONVERSATION_NOT_FOUND,404",
        "MESSAGE_NOT_FOUND,404",
        "DENIED,403",
        "OWNER_REQUIRED,403",
        "AUTHOR_REQUIRED,403",
        "IDEMPOTENCY_CONFLICT,409",
        "REVISION_CONFLICT,412",
        "MESSAGE_REDACTED,409",
        "LOGIN_TAKEN,409",
        "RATE_LIMITED,429",
        "STORE_READ_ONLY,503",
        "STORE_OVERLOADED,503",
        "STORE_UNAVAILABLE,503",
        "OUTCOME_UNKNOWN,503",
        "DEADLINE_EXCEEDED,503",
        "CLOSED,503",
        "CAPABILITY_MISSING,500",
        "CONFIGURATION,500",
        "INTERNAL,500"
    })
    void codesHaveTheirStatus(ErrorCode code, int status) {
        assertThat(ErrorStatus.of(code)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void whoIsToldToComeAgainIsToldWhen(ErrorCode code) {
        Problem problem = Problem.of(code, null);
        assertThat(problem.retryAfter() != null).isEqualTo(problem.status() == 503 || problem.status() == 429);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "1000,1", "1001,2", "1999,2", "90000,90"})
    void waitingIsInWholeSecondsRoundedUp(long millis, long seconds) {
        assertThat(Problem.of(ErrorCode.RATE_LIMITED, Duration.ofMillis(millis)).retryAfter())
                .isEqualTo(seconds);
    }

    @Test
    void theCodesOfBothSidesAreApart() {
        Set<String> ids = new HashSet<>();
        Arrays.stream(ErrorCode.values()).forEach(code -> ids.add(code.id()));
        Arrays.stream(ApiCode.values()).forEach(code -> ids.add(code.id()));
        assertThat(ids).hasSize(ErrorCode.values().length + ApiCode.values().length);
    }

    @Test
    void aBrokenRuleIsToldInWordsAFaultIsNot() {
        Problem invalid = Problem.of(ChatException.invalid(ErrorCode.TEXT_TOO_LONG, "text", "must be short"));
        assertThat(invalid.detail()).startsWith("'text' must be short.").contains(ErrorCode.TEXT_TOO_LONG.advice());
        assertThat(invalid.field()).isEqualTo("text");
        Problem fault = Problem.of(ChatException.passing(
                ErrorCode.STORE_UNAVAILABLE, "db1.internal is down", Duration.ofSeconds(3), null));
        assertThat(fault.toJson().toString()).doesNotContain("db1");
        assertThat(fault.retryAfter()).isEqualTo(3);
    }
}
