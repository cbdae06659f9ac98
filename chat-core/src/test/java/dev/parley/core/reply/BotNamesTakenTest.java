package dev.parley.core.reply;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a text is left when the names are taken out of it: what asks a bot is what goes. */
class BotNamesTakenTest {

    private static final BotNames BOT = BotNames.of("Parley bot", "parley-bot");

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
                "\u2764\uFE0FParley bot\u2764\uFE0F",
                "\uD83D\uDC4B\uD83C\uDFFDParley bot\uD83E\uDD16",
                "\u200FParley bot\u200F \u05E9\u05DC\u05D5\u05DD",
                "\u05E9\u05DC\u05D5\u05DD @parley-bot",
                "\u8BF7\u95EEParley bot\u4F60\u597D",
                "\u304CParley bot\u3055\u3093",
                "\u304B\u3099Parley bot",
                "\uFF20parley-bot"
            })
    void aNameIsTakenAway(String text) {
        assertThat(BOT.areIn(BotNames.fold(text + " weather"))).isTrue();
        assertThat(BOT.takenFrom(text + " weather"))
                .doesNotContainIgnoringCase("parley")
                .endsWith("weather");
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
                "mail me\u0301@parley-bot",
                "mail me@parley-bot.example"
            })
    void whatIsNoNameIsLeft(String text) {
        assertThat(BOT.areIn(BotNames.fold(text + " weather"))).isFalse();
        assertThat(BOT.takenFrom(text + " weather")).isEqualTo(text + " weather");
    }

    @ParameterizedTest
    @CsvSource({
        "unparley-bot is none; Parley bot is, unparley-bot is none;  is",
        "1\uFE0F\u20E3Parley bot1 no but this: Parley bot, 1\uFE0F\u20E3parley bot1 no but this:",
        "Parley bot: is me@parley-bot.example you?, is me@parley-bot.example you?"
    })
    void onlyTheNameIsTakenAway(String text, String rest) {
        assertThat(BOT.takenFrom(text)).isEqualTo(rest);
    }

    @Test
    void formsAndCasesAreTheSame() {
        assertThat(BotNames.of("Zo\u00EB").takenFrom("ZOE\u0308, hi")).isEqualTo("hi");
        assertThat(BotNames.of("ZOE\u0308").takenFrom("zo\u00EB, hi")).isEqualTo("hi");
        assertThat(BotNames.of("Zo\u00EB").takenFrom("zoe, hi")).isEqualTo("zoe, hi");
        assertThat(BotNames.of("gro\u00DFer").takenFrom("GROSSER, hi")).isEqualTo("hi");
        assertThat(BotNames.of("\u03C3\u03BF\u03C6\u03BF\u03C2").takenFrom("\u03A3\u039F\u03A6\u039F\u03A3's"))
                .isEqualTo("'s");
        assertThat(BotNames.of("\u5C0F\u5E15").takenFrom("\u5C0F\u5E15\u4F60\u597D"))
                .isEqualTo("\u4F60\u597D");
        assertThat(BotNames.of("\uD83E\uDD16").takenFrom("ask \uD83E\uDD16!")).isEqualTo("ask");
        assertThat(BotNames.of().takenFrom("PARLEY")).isEqualTo("PARLEY");
    }

    @Test
    void aNameAloneIsLeft() {
        assertThat(BOT.takenFrom("@Parley-bot!")).isEqualTo("@Parley-bot!");
    }

    /** The longest that a message may be, of what a pattern may try again from every place, and a longer pile of marks. */
    @Test
    @Timeout(value = 10, unit = SECONDS)
    void hostileTextsTakeNoLonger() {
        for (String piece : List.of(
                " ",
                "parley ",
                "parley\u00A0",
                "@",
                "a@",
                "parley-",
                "parley-bot",
                "parley-bot!",
                "a\u0301",
                "\u0301",
                "\u0301\u0316",
                "\u0344",
                "\u0301\u0316@",
                "\uD835\uDD52",
                ".")) {
            String many = piece.repeat(16_000 / piece.codePointCount(0, piece.length()));
            for (int round = 0; round < 3; round++) {
                assertThat(BOT.takenFrom(many)).isNotEmpty();
                assertThat(BOT.takenFrom("parley" + many + "bot")).isNotEmpty();
            }
        }
        String piled = "a" + "\u0301".repeat(100_000) + "\u0316".repeat(100_000) + " parley-bot";
        assertThat(BOT.takenFrom(piled)).doesNotContain("parley");
    }
}
