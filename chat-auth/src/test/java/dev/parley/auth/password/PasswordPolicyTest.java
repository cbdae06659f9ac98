package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private static final List<String> CONTEXT = List.of("alice.smith@example.com", "Alice Smith", "Parley");

    private final PasswordPolicy policy = PasswordPolicy.standard(PasswordBlocklist.bundled());

    @Test
    void aSingleFactorNeedsFifteenCodePoints() {
        assertThat(check("kV7#xQ2m!zR9wL", false)).contains(PasswordFlaw.TOO_SHORT);
        assertThat(check("kV7#xQ2m!zR9wLt", false)).isEmpty();
    }

    @Test
    void eightCodePointsAreEnoughBesideASecondFactor() {
        assertThat(check("kV7#xQ2", true)).contains(PasswordFlaw.TOO_SHORT);
        assertThat(check("kV7#xQ2m", true)).isEmpty();
    }

    @Test
    void lengthCountsCodePointsAndNotUnits() {
        assertThat(check("🔑🐴🔋📎🌍🎲🎸", true)).contains(PasswordFlaw.TOO_SHORT);
        assertThat(check("🔑🐴🔋📎🌍🎲🎸🚲", true)).isEmpty();
    }

    @Test
    void sixtyFourAndUpTo256CodePointsAreAllowed() {
        String words = "Seven green tractors hum beneath a reluctant velvet moon, quietly; ".repeat(4);
        assertThat(check(words.substring(0, 64), false)).isEmpty();
        assertThat(check(words.substring(0, 256), false)).isEmpty();
        assertThat(check(words.substring(0, 257), false)).contains(PasswordFlaw.TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "onlylowercaselettersareallowed",
                "  leading and trailing  ",
                "sunflowers over düsseldorf",
                "4839 2017 4658 3921 07",
                "пароль из нескольких слов",
                "caf\u00e9 noir sans sucre",
                "cafe\u0301 noir sans sucre",
                "tab\tand\u0000control are passwords"
            })
    void thereAreNoRulesOnKindsOfCharacters(String password) {
        assertThat(check(password, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1qaz2wsx3edc4rfv", "1QAZ2wsx3EDC4rfv", " 123456789987654321 ", "passwordpassword"})
    void aPasswordOfTheListIsRefusedWhateverItsCase(String password) {
        assertThat(check(password, false)).contains(PasswordFlaw.COMMON);
    }

    @Test
    void everyPasswordOfTheBundledListIsRefused() {
        List<String> passed = new ArrayList<>(CommonWords.bundled());
        assertThat(passed).hasSize(10_000);
        passed.removeIf(word -> check(word, true).isPresent());
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "password12345678",
        "PASSWORDpassword",
        "dragondragondragon",
        "aaaaaaaaaaaaaaa",
        "ababababababababab",
        "abcdefghijklmnop",
        "ponmlkjihgfedcba",
        "qwertyuiopasdfghjkl",
        "poiuytrewqlkjhgfdsa",
        "123456789012345",
        "qwertzuiopqwertzuiop",
        "monkey!!!!!!!!!!!!",
        "liverpoolchelsea",
        "liverpool chelsea"
    })
    void oneOrTwoGuessablePartsAreRefusedHoweverOftenRepeated(String password) {
        assertThat(check(password, false)).contains(PasswordFlaw.COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice.smith@example.com",
                "Alice Smith 2024!",
                "parleyparleyparley",
                "parley-alice-2024",
                "smithalicesmith99",
                "example.com/parley"
            })
    void littleElseThanContextIsRefused(String password) {
        assertThat(policy.check(password, false, CONTEXT)).contains(PasswordFlaw.CONTEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice password 1234567890", "alice aaaaaaaaaaaaaaa"})
    void whatStandsBesideContextMustNotBeCommonEither(String password) {
        assertThat(policy.check(password, false, List.of("Alice"))).contains(PasswordFlaw.COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice through the looking glass", "my smithy forges 9 swords"})
    void contextWordsMayStandBesideOthers(String password) {
        assertThat(policy.check(password, false, CONTEXT)).isEmpty();
    }

    @Test
    void shortAndEmptyContextWordsSayNothing() {
        assertThat(policy.check("tractors hum in velvet", false, List.of("", " ", "hu", "a", "@")))
                .isEmpty();
    }

    @Test
    void aSurrogateWithoutItsPartnerIsRefused() {
        assertThat(check("seven green tractors\ud800", false)).contains(PasswordFlaw.MALFORMED);
        assertThat(check("\udc00seven green tractors", false)).contains(PasswordFlaw.MALFORMED);
    }

    @Test
    void aListOfTheHostIsAskedForThePasswordAsReceivedAndFolded() {
        List<String> asked = new ArrayList<>();
        PasswordBlocklist breached = password -> {
            asked.add(password);
            return password.equals("seven green tractors");
        };
        PasswordPolicy both =
                PasswordPolicy.standard(PasswordBlocklist.bundled().or(breached));
        assertThat(both.check(" Seven Green Tractors", false, List.of())).contains(PasswordFlaw.COMMON);
        assertThat(asked).containsExactly(" Seven Green Tractors", "seven green tractors");
        assertThat(both.check("1qaz2wsx3edc4rfv", false, List.of())).contains(PasswordFlaw.COMMON);
    }

    @ParameterizedTest
    @EnumSource
    void everyFlawSaysWhatToDo(PasswordFlaw flaw) {
        assertThat(flaw.rule()).matches("[A-Z].{10,}\\.");
    }

    private Optional<PasswordFlaw> check(String password, boolean secondFactor) {
        return policy.check(password, secondFactor, List.of());
    }
}
