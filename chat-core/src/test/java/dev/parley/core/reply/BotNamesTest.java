package dev.parley.core.reply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotNamesTest {

    private static boolean areIn(String text, String... names) {
        return new BotNames(List.of(names)).areIn(BotNames.fold(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Parley bot",
                "hello, PARLEY BOT!",
                "@parley-bot help",
                "(@Parley-Bot)",
                "and you,parley-bot?",
                "Parley\u00A0 \n bot, are you there",
                "parley\u2011bot and parley\u2010bot",
                "_parley-bot_ or **Parley bot**",
                "unparley-bot is none, Parley bot is",
                "\u2764\uFE0FParley bot\u2764\uFE0F",
                "1\uFE0F\u20E3Parley bot1 no, but this: \uD83D\uDC4B\uD83C\uDFFDParley bot\uD83E\uDD16",
                "\u200FParley bot\u200F \u05E9\u05DC\u05D5\u05DD",
                "\u05E9\u05DC\u05D5\u05DD @parley-bot",
                "\u8BF7\u95EEParley bot\u4F60\u597D",
                "\u304CParley bot\u3055\u3093",
                "\u304B\u3099Parley bot",
                "\uFF20parley-bot"
            })
    void aNameIsFound(String text) {
        assertThat(areIn(text, "Parley bot", "parley-bot")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "Parleybot",
                "Parley robot",
                "parley_bot",
                "Parley bots",
                "xParley bot",
                "2parley-bot",
                "parley-bot2",
                "parley-bot\u0661",
                "parley-bot\u0301",
                "e\u0301parley-bot",
                "\u05D4parley-bot",
                "\uD801\uDC00parley-bot",
                "parley-bot\uD801\uDC00",
                "mail me@parley-bot",
                "mail me\u0301@parley-bot"
            })
    void whatIsNoNameIsNot(String text) {
        assertThat(areIn(text, "Parley bot", "parley-bot")).isFalse();
    }

    @Test
    void formsAndCasesAreTheSame() {
        assertThat(areIn("ZOE\u0308, hi", "Zo\u00EB")).isTrue();
        assertThat(areIn("zo\u00EB, hi", "ZOE\u0308")).isTrue();
        assertThat(areIn("zoe, hi", "Zo\u00EB")).isFalse();
        assertThat(areIn("GROSSER", "gro\u00DFer")).isTrue();
        // A sigma is written otherwise at the end of a word.
        assertThat(areIn("\u03A3\u039F\u03A6\u039F\u03A3's", "\u03C3\u03BF\u03C6\u03BF\u03C2"))
                .isTrue();
        assertThat(areIn("\u5C0F\u5E15\u4F60\u597D", "\u5C0F\u5E15")).isTrue();
        assertThat(areIn("ask \uD83E\uDD16!", "\uD83E\uDD16")).isTrue();
        assertThat(areIn("PARLEY", new String[0])).isFalse();
    }

    /** To normalise this as it stands takes half a minute. */
    @Test
    @Timeout(value = 10, unit = SECONDS)
    void manyMarksCostNoMoreThanLetters() {
        String piled = "a" + "\u0301".repeat(100_000) + "\u0316".repeat(100_000) + " parley";
        assertThat(areIn(piled, "parley")).isTrue();
    }
}
