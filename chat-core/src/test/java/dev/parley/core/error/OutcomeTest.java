package dev.parley.core.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void doneHoldsAValue() {
        assertThat(Outcome.done(1).map(value -> value + 1)).isEqualTo(Outcome.done(2));
        assertThat(Outcome.done("x").orThrow()).isEqualTo("x");
    }

    @Test
    void refusedKeepsItsReasonThroughEverything() {
        Outcome<Integer> refused = Outcome.refused(ErrorCode.RATE_LIMITED, Duration.ofSeconds(3));
        assertThat(refused.map(Object::toString)).isEqualTo(refused);
        assertThatThrownBy(refused::orThrow).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
        });
        assertThatThrownBy(() -> Outcome.refused(ErrorCode.DENIED).orThrow())
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.retryAfter()).isEmpty());
    }

    @Test
    void messagesNameCodeFieldRuleAndAdvice() {
        ChatException e = ChatException.invalid(ErrorCode.TEXT_TOO_LONG, "text", "must have at most 5 code points");
        assertThat(e)
                .hasMessage("text_too_long: 'text' must have at most 5 code points."
                        + " Shorten the text or split it into several messages.");
        assertThat(e.field()).contains("text");
        assertThat(ChatException.fault(ErrorCode.INTERNAL, "It broke", null).field())
                .isEmpty();
    }
}
