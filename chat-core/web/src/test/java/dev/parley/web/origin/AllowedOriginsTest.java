package dev.parley.web.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.web.FieldLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.org",
                "http://localhost",
                "http://localhost:8080",
                "https://127.0.0.1:8443",
                "https://[2001:db8::1]:8443",
                "https://xn--bcher-kva.example",
                "https://example.org:65535"
            })
    void anOriginIsKeptToTheLetter(String text) {
        assertThat(new Origin(text).value()).isEqualTo(text);
        assertThat(Origin.parse(text)).contains(new Origin(text));
        assertThat(AllowedOrigins.parse(text).contains(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "https://*.example.org",
                "https://chat.example.org/",
                "https://chat.example.org/path",
                "https://chat.example.org?x",
                "https://chat.example.org#x",
                "HTTPS://chat.example.org",
                "https://Chat.example.org",
                "https://user@chat.example.org",
                "https://chat.example.org:443",
                "http://chat.example.org:80",
                "https://chat.example.org:0",
                "https://chat.example.org:65536",
                "https://chat.example.org:",
                "https://chat.example.org.",
                "https://-chat.example.org",
                "https://chat..example.org",
                "https://b\u00fccher.example",
                "https:/chat.example.org",
                "chat.example.org",
                "//chat.example.org",
                "ftp://chat.example.org",
                "file://",
                "https://",
                "https://chat.example.org https://other.example.org",
                "https://chat.example.org\nx",
                " https://chat.example.org"
            })
    void whatNoBrowserSendsIsRefusedAtTheStart(String text) {
        assertThatThrownBy(() -> new Origin(text))
                .isInstanceOf(ChatException.class)
                .extracting(e -> ((ChatException) e).code())
                .isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(Origin.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example,https://b.example",
                " https://a.example , https://b.example ",
                "\thttps://a.example\n,,\nhttps://b.example,",
            })
    void aSettingMayHaveSpaceAroundItsCommas(String list) {
        AllowedOrigins origins = AllowedOrigins.parse(list);
        assertThat(origins.contains("https://a.example")).isTrue();
        assertThat(origins.contains("https://b.example")).isTrue();
        assertThat(origins).hasToString("AllowedOrigins[https://a.example, https://b.example]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void anEmptySettingIsNoOrigin(String list) {
        AllowedOrigins origins = AllowedOrigins.parse(list);
        assertThat(origins.isEmpty()).isTrue();
        assertThat(origins.contains("")).isFalse();
        assertThat(origins.contains("null")).isFalse();
    }

    @Test
    void oneWrongItemSpoilsTheSetting() {
        assertThatThrownBy(() -> AllowedOrigins.parse("https://a.example, https://b.example/"))
                .hasMessageContaining("configuration")
                .hasMessageContaining("scheme://host");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/path?x#y,https://a.example",
        "https://A.example,https://a.example",
        "http://localhost:8080/,http://localhost:8080",
        "https://a.example?x,https://a.example"
    })
    void anAddressHasAnOrigin(String address, String origin) {
        assertThat(Origin.ofAddress(address)).contains(new Origin(origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "about:blank",
                "a.example",
                "https://a.example@b.example/",
                "https://",
                "data:text/html,https://a.example",
                "https://a.example:443/"
            })
    void whatHasNoPlainOriginHasNone(String address) {
        assertThat(Origin.ofAddress(address)).isEmpty();
    }

    @Test
    void aSocketNeedsExactlyOneTrustedOrigin() {
        AllowedOrigins own = AllowedOrigins.parse("https://a.example");
        assertThat(own.permitsSocket(FieldLines.of("origin", "https://a.example")))
                .isTrue();
        assertThat(own.permitsSocket(FieldLines.of())).isFalse();
        assertThat(own.permitsSocket(FieldLines.of("Origin", "null"))).isFalse();
        assertThat(own.permitsSocket(FieldLines.of("Origin", "https://a.example.evil.example")))
                .isFalse();
        assertThat(own.permitsSocket(FieldLines.of("Origin", "https://a.example", "Origin", "https://a.example")))
                .isFalse();
    }
}
