package dev.parley.web.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPolicyTest {

    private static final Duration GENEROUS = Duration.ofSeconds(25);

    private final TextPolicy policy = TextPolicy.standard();

    @Test
    void textBecomesHtmlThatShowsIt() {
        assertThat(policy.html("<script>alert('1') & \"2\" `3`</script>"))
                .isEqualTo("&lt;script&gt;alert(&#39;1&#39;) &amp; &quot;2&quot; &#96;3&#96;&lt;/script&gt;");
        assertThat(policy.html("&amp; \u65e5\ud83d\ude00\n")).isEqualTo("&amp;amp; \u65e5\ud83d\ude00\n");
    }

    @ParameterizedTest
    @CsvSource({
        "202A,bidirectional embedding",
        "202B,bidirectional embedding",
        "202C,end of it",
        "202D,override",
        "202E,override",
        "2066,isolate",
        "2067,isolate",
        "2068,isolate",
        "2069,end of it",
        "200E,mark",
        "200F,mark",
        "061C,mark",
        "200B,zero width space",
        "200C,non-joiner between Latin letters",
        "200D,joiner between Latin letters",
        "2060,word joiner",
        "2061,function application",
        "2064,invisible plus",
        "206A,deprecated",
        "FEFF,zero width no-break space",
        "00AD,soft hyphen",
        "034F,grapheme joiner",
        "115F,Hangul filler",
        "1160,Hangul filler",
        "3164,Hangul filler",
        "FFA0,Hangul filler",
        "17B4,Khmer vowel",
        "180E,Mongolian separator",
        "2800,blank of Braille",
        "2028,line separator",
        "2029,paragraph separator",
        "FE0F,selector after a letter",
        "FE00,selector",
        "FFF9,annotation",
        "0000,control",
        "0007,control",
        "0008,control",
        "001B,control",
        "007F,control",
        "0085,control",
        "009B,control",
        "E0001,tag",
        "E0041,tag",
        "E0100,selector after a letter",
        "1D173,musical format"
    })
    void whatIsNotSeenIsShown(String number, String name) {
        String c = Character.toString(Integer.parseInt(number, 16));
        assertThat(policy.visible("a" + c + "b")).as(name).isEqualTo("a«U+" + number + "»b");
        assertThat(policy.visibleLine(c)).isEqualTo("«U+" + number + "»");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text",
                "\u00e9\u0301 \u00a0",
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\ud83d\udc69\ud83c\udffd\u200d\ud83d\ude80",
                "\u2764\ufe0f\u200d\ud83d\udd25",
                "\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
                "1\ufe0f\u20e3",
                "\u2764\ufe0e",
                "\ud83c\uddeb\ud83c\uddf7",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\u0915\u094d\u200d\u0937",
                "\u8fbb\udb40\udd00",
                "\u05e9\u05dc\u05d5\u05dd",
                "\u0600\u0661"
            })
    void whatAScriptOrAnEmojiNeedsStays(String text) {
        assertThat(policy.visible(text)).isEqualTo(text);
        assertThat(policy.visibleLine(text)).isEqualTo(text);
    }

    @Test
    void joinersAndTagsOutOfPlaceAreShown() {
        assertThat(policy.visible("\ud83d\ude00\u200d")).endsWith("«U+200D»");
        assertThat(policy.visible("\u200d\ud83d\ude00")).startsWith("«U+200D»");
        assertThat(policy.visible("\u0645\u200c\u200c\u062e")).contains("«U+200C»«U+200C»");
        assertThat(policy.visible("\u2764\ufe0f\ufe0f")).endsWith("«U+FE0F»");
        assertThat(policy.visible("\ud83c\udff4\udb40\udc67\udb40\udc62")).endsWith("«U+E0067»«U+E0062»");
        assertThat(policy.visible("\ud83d\ude00\udb40\udc67\udb40\udc7f")).endsWith("«U+E0067»«U+E007F»");
    }

    @Test
    void linesStayWhereLinesAreShownAndNowhereElse() {
        assertThat(policy.visible("a\r\nb\tc\n")).isEqualTo("a\r\nb\tc\n");
        assertThat(policy.visible("a\rb")).isEqualTo("a«U+000D»b");
        assertThat(policy.visibleLine("a\r\nb\tc")).isEqualTo("a«U+000D»«U+000A»b«U+0009»c");
    }

    @Test
    void halvesOfCharactersAreShown() {
        assertThat(policy.visible("a\ud800b\udc00")).isEqualTo("a«U+D800»b«U+DC00»");
    }

    @Test
    void nothingIsLost() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(20), 0, Character.MAX_CODE_POINT + 1)
                    .map(c -> random.nextBoolean() ? c : 0x2000 + c % 0x80)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            StringBuilder back = new StringBuilder();
            String shown = policy.visibleLine(text);
            for (int at = 0; at < shown.length(); ) {
                int end = shown.startsWith("«U+", at) ? shown.indexOf('»', at) : -1;
                int c = end > 0 ? Integer.parseInt(shown.substring(at + 3, end), 16) : shown.codePointAt(at);
                back.appendCodePoint(c);
                at = end > 0 ? end + 1 : at + Character.charCount(c);
            }
            assertThat(back.toString()).isEqualTo(text);
        }
    }

    @Test
    void aLogLineIsOneLineAndDrivesNoTerminal() {
        assertThat(policy.logLine("ok\r\n2026-01-01 ERROR forged")).isEqualTo("ok\\r\\n2026-01-01 ERROR forged");
        assertThat(policy.logLine("\u001b[31mred\u001b]0;title\u0007\u009b2J\u2028x\u202e"))
                .isEqualTo("\\u{1b}[31mred\\u{1b}]0;title\\u{7}\\u{9b}2J\\u{2028}x\\u{202e}");
        assertThat(policy.logLine("C:\\new\tx")).isEqualTo("C:\\\\new\\tx");
        assertThat(policy.logLine("\u65e5\ud83d\ude00 \u00e9")).isEqualTo("\u65e5\ud83d\ude00 \u00e9");
        assertThat(policy.logLine("abcdef", 4)).isEqualTo("abcd…(2 more)");
        assertThat(policy.logLine("abc\n", 4)).isEqualTo("abc…(1 more)");
        assertThat(policy.logLine("x".repeat(1_000_000))).hasSizeLessThan(1_100).endsWith("…(998976 more)");
        assertThatThrownBy(() -> policy.logLine("", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\u200b=1",
                "\ufeff=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "=HYPERLINK(\"http://evil.example\",\"x\")"
            })
    void aFormulaBecomesText(String text) {
        assertThat(policy.spreadsheetCell(text)).isEqualTo("'" + text);
        assertThat(policy.csvField(text)).startsWith("\"'").endsWith("\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "a=1", "a\n=1", "'=1", "(=1)", "\u65e5", "1-2"})
    void otherCellsStayAsTheyAre(String text) {
        assertThat(policy.spreadsheetCell(text)).isEqualTo(text);
    }

    @Test
    void aCsvFieldCantBeLeft() {
        assertThat(policy.csvField("a\",\"=1\n")).isEqualTo("\"a\"\",\"\"=1\n\"");
    }

    @Test
    void everySinkTakesLinearTime() {
        List<String> hostile = List.of(
                "\ud83c\udff4".repeat(250_000),
                "\ud83c\udff4\udb40\udc67".repeat(200_000),
                "\u202e".repeat(500_000),
                "\u200d".repeat(500_000),
                " ".repeat(1_000_000),
                "\"".repeat(1_000_000),
                "\\".repeat(1_000_000),
                "\ud800".repeat(500_000),
                "&".repeat(500_000));
        Assertions.assertTimeout(GENEROUS, () -> {
            for (String text : hostile) {
                assertThat(policy.visible(text).length()).isGreaterThanOrEqualTo(text.length());
                assertThat(policy.html(text).length()).isGreaterThanOrEqualTo(text.length());
                assertThat(policy.csvField(text).length()).isGreaterThanOrEqualTo(text.length());
                assertThat(policy.logLine(text, 1_000_000)).doesNotContain("\n");
            }
        });
    }
}
