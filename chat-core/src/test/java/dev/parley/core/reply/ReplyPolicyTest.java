package dev.parley.core.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyPolicyTest {

    @Test
    void aBotHasNoNamesByDefaultAndKeepsThoseItIsGiven() {
        assertThat(ReplyPolicy.DEFAULT.names()).isEmpty();
        ReplyPolicy named = ReplyPolicy.DEFAULT
                .withNames("Parley bot", "parley-bot", "parley-bot")
                .withTimeout(Duration.ofSeconds(3))
                .withConcurrency(4)
                .withRetries(5, Duration.ofMillis(6))
                .withHistoryTurns(7);
        assertThat(named.names()).containsExactlyInAnyOrder("Parley bot", "parley-bot");
        assertThat(named.withNames())
                .isEqualTo(ReplyPolicy.DEFAULT
                        .withTimeout(Duration.ofSeconds(3))
                        .withConcurrency(4)
                        .withRetries(5, Duration.ofMillis(6))
                        .withHistoryTurns(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " bot", "bot\t", "a\u0000b", "a\nb"})
    void namesThatNobodyCouldWriteAreRefused(String name) {
        assertRefused(name);
    }

    @Test
    void namesAreBounded() {
        assertRefused("\uD83E\uDD16".repeat(101));
        String[] many = IntStream.range(0, 17).mapToObj(i -> "bot" + i).toArray(String[]::new);
        assertRefused(many);
        many[16] = many[0];
        assertThat(ReplyPolicy.DEFAULT.withNames(many).names()).hasSize(16);
        assertThat(ReplyPolicy.DEFAULT.withNames("\uD83E\uDD16".repeat(100)).names())
                .hasSize(1);
    }

    private static void assertRefused(String... names) {
        assertThatThrownBy(() -> ReplyPolicy.DEFAULT.withNames(names))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }
}
