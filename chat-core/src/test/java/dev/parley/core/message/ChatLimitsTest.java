package dev.parley.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatLimitsTest {

    private static final String GRINNING_FACE = "\ud83d\ude00";

    private final ChatLimits limits = new ChatLimits(10, 5, 3, 20);

    @Test
    void defaultsAreAsDocumented() {
        assertThat(ChatLimits.DEFAULT).isEqualTo(new ChatLimits(16_000, 200, 2_000, 200));
        assertThat(ChatLimits.DEFAULT.withMaxParticipants(3).withMaxTextCodePoints(4))
                .isEqualTo(new ChatLimits(4, 200, 3, 200));
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertThatCode(() -> limits.checkText(GRINNING_FACE.repeat(10))).doesNotThrowAnyException();
        assertThatCode(() -> limits.checkTitle(GRINNING_FACE.repeat(5))).doesNotThrowAnyException();
        assertRefused(ErrorCode.TEXT_TOO_LONG, "text", () -> limits.checkText(GRINNING_FACE.repeat(11)));
        assertRefused(ErrorCode.TEXT_TOO_LONG, "text", () -> limits.checkText("x".repeat(11)));
        assertRefused(ErrorCode.TEXT_TOO_LONG, "text", () -> limits.checkText("x".repeat(10_000_000)));
        assertRefused(ErrorCode.TITLE_TOO_LONG, "title", () -> limits.checkTitle("x".repeat(6)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\r\n", "\u0001\u001b\u007f\u0085", "\uffff", "\u202e", GRINNING_FACE})
    void blankAndControlCharactersPass(String text) {
        assertThatCode(() -> limits.checkText(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\ud83d", "\ude00", "x\ud83d", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void nulAndLoneSurrogatesAreRefused(String text) {
        assertRefused(ErrorCode.TEXT_MALFORMED, "text", () -> limits.checkText(text));
        assertRefused(ErrorCode.TITLE_MALFORMED, "title", () -> limits.checkTitle(text));
    }

    @Test
    void participantsAndPagesAreBounded() {
        UserId bob = new UserId("bob");
        UserId carol = new UserId("carol");
        assertThatCode(() -> limits.check(NewConversation.of("", bob, carol))).doesNotThrowAnyException();
        assertRefused(
                ErrorCode.PARTICIPANTS_TOO_MANY,
                "participants",
                () -> limits.check(NewConversation.of("", bob, carol, new UserId("dan"))));
        assertThatCode(() -> limits.checkPageSize(20)).doesNotThrowAnyException();
        assertRefused(ErrorCode.LIMIT_OUT_OF_RANGE, "limit", () -> limits.checkPageSize(21));
        assertRefused(ErrorCode.LIMIT_OUT_OF_RANGE, "limit", () -> limits.checkPageSize(0));
    }

    @Test
    void limitsThemselvesAreBounded() {
        assertThatThrownBy(() -> new ChatLimits(0, 5, 3, 20)).hasMessageContaining("maxTextCodePoints is 0");
        assertThatThrownBy(() -> new ChatLimits(10, 1_001, 3, 20)).hasMessageContaining("maxTitleCodePoints");
        assertThatThrownBy(() -> new ChatLimits(10, 5, 1, 20)).hasMessageContaining("maxParticipants");
        assertThatThrownBy(() -> new ChatLimits(10, 5, 3, 1_001)).hasMessageContaining("maxPageSize");
    }

    private static void assertRefused(ErrorCode code, String field, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ChatException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.field()).contains(field);
        });
    }
}
