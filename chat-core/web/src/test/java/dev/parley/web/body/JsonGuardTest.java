package dev.parley.web.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGuardTest {

    private static final Duration GENEROUS = Duration.ofSeconds(25);

    private final JsonGuard guard = new JsonGuard(new JsonLimits(4, 20, 10, 5, 8));
    private final JsonGuard wide = new JsonGuard(new JsonLimits(1_000, 10_000_000, 100_000_000, 50_000, 1_000));

    private static RawBody body(String json) {
        return RawBody.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"\"",
                " { \"a\" : [ 1 , -2.5e3 , true , \"\\u00e9\" ] } \n",
                "[[[[]]]]",
                "\"0123456789\"",
                "12345678",
                "{\"01234\":1}",
                "{\"a\":1,\"b\":{\"a\":2}}",
                "\"\u65e5\ud83d\ude00\""
            })
    void whatIsSoundPasses(String json) {
        assertThat(guard.check(body(json))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                    | EMPTY",
                "` `                   | EMPTY",
                "{                     | MALFORMED",
                "{\"a\"}               | MALFORMED",
                "{\"a\":1,}            | MALFORMED",
                "[1,]                  | MALFORMED",
                "{} {}                 | MALFORMED",
                "1 2                   | MALFORMED",
                "{}]                   | MALFORMED",
                "{}x                   | MALFORMED",
                "\"a\"[]               | MALFORMED",
                "{a:1}                 | MALFORMED",
                "{'a':1}               | MALFORMED",
                "// x                  | MALFORMED",
                "NaN                   | MALFORMED",
                "Infinity              | MALFORMED",
                "+1                    | MALFORMED",
                "01                    | MALFORMED",
                ".5                    | MALFORMED",
                "1.                    | MALFORMED",
                "0x10                  | MALFORMED",
                "tru                   | MALFORMED",
                "\"\\x\"               | MALFORMED",
                "\"\\u12\"             | MALFORMED",
                "\"a                   | MALFORMED",
                "\"\t\"                | MALFORMED",
                "{\"a\":1,\"a\":2}     | DUPLICATE_NAME",
                "{\"a\":1,\"\\u0061\":2} | DUPLICATE_NAME",
                "[{\"b\":{\"a\":1,\"b\":1,\"a\":2}}] | DUPLICATE_NAME",
                "[[[[[]]]]]            | TOO_DEEP",
                "{\"a\":[{\"a\":[{}]}]} | TOO_DEEP",
                "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9] | TOO_MANY_TOKENS",
                "\"01234567890\"       | TOKEN_TOO_LONG",
                "[\"01234567890\"]     | TOKEN_TOO_LONG",
                "123456789             | TOKEN_TOO_LONG",
                "{\"012345\":1}        | TOKEN_TOO_LONG"
            })
    void theFirstFlawIsNamed(String json, JsonFlaw flaw) {
        assertThat(guard.check(body(json))).contains(flaw);
    }

    @Test
    void controlsAndAMarkAtTheBeginningAreMalformed() {
        assertThat(guard.check(body("\"a\nb\""))).contains(JsonFlaw.MALFORMED);
        assertThat(guard.check(body("\ufeff{}"))).contains(JsonFlaw.MALFORMED);
        assertThat(guard.check(body("{}\u0000"))).contains(JsonFlaw.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0af", "c3", "e28282ff", "eda080", "f4908080", "80", "fe", "f08080af", "e0809f", "c080"})
    void bytesThatAreNotUtf8AreRefused(String hex) {
        byte[] bytes = HexFormat.of().parseHex("22" + hex + "22");
        assertThat(guard.check(RawBody.of(bytes))).contains(JsonFlaw.NOT_UTF8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void otherEncodingsAreNotGuessed(String charset) {
        assertThat(guard.check(RawBody.of("{\"a\":1}".getBytes(Charset.forName(charset)))))
                .isPresent();
    }

    @Test
    void everyFlawHasItsStatus() {
        assertThat(JsonFlaw.values())
                .allSatisfy(flaw -> assertThat(flaw.status()).isIn(400, 413));
        assertThat(JsonFlaw.TOO_MANY_TOKENS.status()).isEqualTo(413);
        assertThat(JsonFlaw.MALFORMED.status()).isEqualTo(400);
    }

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        assertThat(JsonLimits.DEFAULT).isEqualTo(new JsonLimits(32, 10_000, 262_144, 256, 100));
        assertThatThrownBy(() -> new JsonLimits(0, 0, 0, 0, 0))
                .isInstanceOf(ChatException.class)
                .hasMessageContainingAll("depth", "tokens", "stringLength", "nameLength", "numberLength");
    }

    @Test
    void hostileBodiesTakeLinearTime() {
        List<String> hostile = List.of(
                "[".repeat(1_000_000),
                "{\"a\":".repeat(200_000),
                "[" + "1,".repeat(500_000) + "1]",
                "\"" + "\\u0061".repeat(160_000) + "\"",
                "9".repeat(1_000_000),
                "-0." + "0".repeat(1_000_000),
                "{\"" + "n".repeat(1_000_000) + "\":1}",
                " ".repeat(1_000_000));
        Assertions.assertTimeout(GENEROUS, () -> {
            for (String json : hostile) {
                Optional<JsonFlaw> flaw = wide.check(body(json));
                assertThat(flaw.isEmpty()).isEqualTo(json.startsWith("[1") || json.startsWith("\""));
            }
        });
    }

    @Test
    void namesOfOneHashTakeLinearTime() {
        List<String> names = new ArrayList<>(List.of(""));
        for (int i = 0; i < 16; i++) {
            List<String> longer = new ArrayList<>();
            for (String name : names) {
                longer.add(name + "Aa");
                longer.add(name + "BB");
            }
            names = longer;
        }
        assertThat(names.stream().mapToInt(String::hashCode).distinct()).hasSize(1);
        String json = "{\"" + String.join("\":1,\"", names) + "\":1}";
        Assertions.assertTimeout(
                GENEROUS, () -> assertThat(wide.check(body(json))).isEmpty());
    }
}
