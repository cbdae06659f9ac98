package dev.parley.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginNameTest {

    private static String normalised(String entered) {
        return LoginName.of(entered).orElseThrow().normalised();
    }

    @Test
    void theDisplayFormIsKeptAndTheNormalisedIsLower() {
        LoginName name = LoginName.of("  Ada.Lovelace@Example.ORG \t").orElseThrow();

        assertThat(name.normalised()).isEqualTo("ada.lovelace@example.org");
        assertThat(name.display()).isEqualTo("Ada.Lovelace@Example.ORG");
        assertThat(name.toString()).doesNotContainIgnoringCase("ada");
    }

    @Test
    void twoSpellingsOfOneCharacterAreOneName() {
        assertThat(normalised("Jose\u0301")).isEqualTo(normalised("jos\u00e9")).isEqualTo("jos\u00e9");
        assertThat(normalised("q\u0323\u0307")).isEqualTo(normalised("q\u0307\u0323"));
        assertThat(LoginName.of("Jose\u0301").orElseThrow().display()).isEqualTo("Jose\u0301");
    }

    @ParameterizedTest
    @CsvSource({
        "i, \u0131", // dotless i
        "i, \u0130", // I with a dot, which Turkish writes lower as i
        "strasse, stra\u00dfe",
        "ss, \u1e9e",
        "s, \u017f", // long s
        "k, \u03ba", // Greek kappa
        "a, \u0430", // Cyrillic a
        "a, \uff41", // full-width
        "a, \uff21",
        "a, \u00aa",
        "fi, \ufb01", // ligature
        "1, \u2460",
        "1, \u00b9",
        "o, 0",
        "\u00e4, \u00c4", // only A to Z have a lower case here
        "\u03c3, \u03c2", // two forms of sigma
        "a, a\u0301",
        "a-b, a\u2010b",
        "a b, 'a  b'"
    })
    void whatLooksAlikeStaysApart(String one, String other) {
        assertThat(normalised(one)).isNotEqualTo(normalised(other));
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(normalised("INFO")).isEqualTo("info");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x07,
                0x0A,
                0x1B,
                0x7F,
                0x85, // control
                0x2028,
                0x2029, // separators of lines and paragraphs
                0x00AD,
                0x061C,
                0x200B,
                0x200C,
                0x200D,
                0x200E,
                0x202E,
                0x2060,
                0x2066,
                0xFEFF,
                0xE0041, // format
                0x034F,
                0x115F,
                0x1160,
                0x3164,
                0xFFA0,
                0x17B4,
                0x2800, // nothing to see
                0x180B,
                0xFE00,
                0xFE0F,
                0xE0100,
                0xE01EF, // variation selectors
                0x00A0,
                0x2003,
                0x202F,
                0x3000, // blanks that look like the space
                0xE000,
                0xF0000, // private
                0x0378,
                0xFFFE,
                0xFFFF,
                0x10FFFF, // unassigned
                0x212A,
                0x037E,
                0x1FEF, // K, semicolon and grave, once composed
                0xD800,
                0xDC00 // halves
            })
    void whatCannotBeSeenOrToldApartIsRefused(int codePoint) {
        String inside = "ad" + Character.toString(codePoint) + "a";

        assertThat(LoginName.of(inside)).isEmpty();
        assertThatThrownBy(() -> LoginName.require(inside))
                .isInstanceOf(ChatException.class)
                .hasMessageNotContaining("ad" + Character.toString(codePoint));
    }

    @Test
    void noSpellingIsNormalisedToMoreThanOneName() {
        // Beyond, there are ideographs that stand for themselves, and what is refused.
        for (int c = 0; c <= 0x2FFFF; c++) {
            LoginName.of("x" + Character.toString(c)).ifPresent(name -> {
                assertThat(LoginName.of(name.normalised()).map(LoginName::normalised))
                        .contains(name.normalised());
            });
        }
    }

    @Test
    void emptyAndBlankNamesAreRefused() {
        assertThat(LoginName.of("")).isEmpty();
        assertThat(LoginName.of(" \t\u3000 ")).isEmpty();
    }

    @Test
    void aNameHasAtMost254CodePoints() {
        assertThat(LoginName.of("a".repeat(254))).isPresent();
        assertThat(LoginName.of("a".repeat(255))).isEmpty();
        assertThat(LoginName.of("\ud83d\ude00".repeat(254))).isPresent();
        assertThat(LoginName.of("\ud83d\ude00".repeat(255))).isEmpty();
        // Grows when it is composed: this one has no composed form in NFC.
        assertThat(LoginName.of("\u0958".repeat(127))).isPresent();
        assertThat(LoginName.of("\u0958".repeat(128))).isEmpty();
    }

    @Test
    void aNameCannotBeMadeOfTwoThatDiffer() {
        assertThat(new LoginName("ada", "Ada").display()).isEqualTo("Ada");
        assertThatThrownBy(() -> new LoginName("bob", "Ada")).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> new LoginName("Ada", "Ada")).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> new LoginName("ada", " Ada")).isInstanceOf(ChatException.class);
    }
}
