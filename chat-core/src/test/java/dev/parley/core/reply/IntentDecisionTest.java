package dev.parley.core.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentDecisionTest {

    private static final List<RankedIntent> RANKING =
            List.of(new RankedIntent("weather", 0.7), new RankedIntent("traffic", 0.2));

    @Test
    void understandsFromTheThresholdOn() {
        IntentDecision understood = new IntentDecision.Understood(RANKING.get(0));
        assertThat(IntentDecision.of(RANKING, 0)).isEqualTo(understood);
        assertThat(IntentDecision.of(RANKING, 0.7)).isEqualTo(understood);
        assertThat(IntentDecision.of(RANKING, Math.nextUp(0.7))).isEqualTo(new IntentDecision.NotUnderstood());
    }

    @Test
    void anEmptyRankingIsNotUnderstood() {
        assertThat(IntentDecision.of(List.of(), 0)).isEqualTo(new IntentDecision.NotUnderstood());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(double value) {
        assertThatThrownBy(() -> IntentDecision.of(RANKING, value))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
        assertThatThrownBy(() -> new RankedIntent("weather", value))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
    }
}
