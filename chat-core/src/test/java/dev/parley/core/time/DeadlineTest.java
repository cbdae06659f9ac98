package dev.parley.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void aFutureDeadlineHasTimeLeft() {
        Deadline deadline = Deadline.after(Duration.ofHours(1));
        deadline.check();
        assertThat(deadline.expired()).isFalse();
        assertThat(deadline.remaining()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void aPastDeadlineEndsTheCall() {
        Deadline deadline = Deadline.after(Duration.ZERO);
        assertThat(deadline.expired()).isTrue();
        assertThat(deadline.remaining()).isZero();
        assertThatThrownBy(deadline::check)
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    }

    @Test
    void aVeryLongTimeIsNotOverAtOnce() {
        assertThat(Deadline.after(Duration.ofDays(365L * 200)).expired()).isFalse();
    }
}
