package dev.parley.web.csrf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionId;
import dev.parley.core.error.ChatException;
import dev.parley.web.FieldLines;
import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.origin.AllowedOrigins;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfTest {

    private static final String PAGE = "https://chat.example.org";
    private static final SessionId MINE = new SessionId("mine");

    private final InMemorySecrets secrets = SecretSource.inMemory();
    private final CsrfTokens tokens = new CsrfTokens(secrets, "csrf", new SecureRandom());
    private final CsrfGuard guard = new CsrfGuard(AllowedOrigins.parse(PAGE + ", https://app.example.org"), tokens);

    @BeforeEach
    void putAKey() {
        secrets.put("csrf", key("a"));
    }

    private static Secret key(String letter) {
        return Secret.of(letter.repeat(32));
    }

    private RequestHeaders post(String... more) {
        String token = tokens.issue(MINE);
        List<String> fields = new ArrayList<>(List.of(more));
        fields.addAll(List.of("Cookie", "a=b; __Host-csrf=" + token, "X-CSRF-Token", token));
        return FieldLines.of(fields.toArray(new String[0]));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, https://chat.example.org, -, PASSED",
                "-, https://chat.example.org, -, PASSED",
                "same-origin, -, -, PASSED",
                "same-origin, -, https://chat.example.org/room?x, PASSED",
                "-, -, https://chat.example.org/room?x, PASSED",
                "same-site, https://app.example.org, -, PASSED",
                "-, -, -, SOURCE_UNKNOWN",
                "cross-site, https://chat.example.org, -, FOREIGN_SITE",
                "cross-site, https://evil.example, -, FOREIGN_ORIGIN",
                "cross-site, -, -, FOREIGN_SITE",
                "same-site, -, -, FOREIGN_SITE",
                "none, -, -, FOREIGN_SITE",
                "none, https://chat.example.org, -, FOREIGN_SITE",
                "same-site, https://other.example.org, -, FOREIGN_ORIGIN",
                "same-origin, null, -, FOREIGN_ORIGIN",
                "same-origin, https://chat.example.org.evil.example, -, FOREIGN_ORIGIN",
                "same-origin, http://chat.example.org, -, FOREIGN_ORIGIN",
                "same-origin, '', -, FOREIGN_ORIGIN",
                "'', https://chat.example.org, -, FOREIGN_SITE",
                "Same-Origin, https://chat.example.org, -, FOREIGN_SITE",
                "-, -, https://evil.example/?https://chat.example.org, FOREIGN_ORIGIN",
                "-, -, https://chat.example.org@evil.example/, FOREIGN_ORIGIN",
                "-, -, about:blank, FOREIGN_ORIGIN",
                "-, -, '', FOREIGN_ORIGIN"
            })
    void aChangeMustComeFromAnOwnPage(String site, String origin, String referer, CsrfVerdict verdict) {
        List<String> fields = new ArrayList<>();
        add(fields, "Sec-Fetch-Site", site);
        add(fields, "Origin", origin);
        add(fields, "Referer", referer);
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "get", "TRACE", ""}) {
            assertThat(guard.check(method, post(fields.toArray(new String[0])), MINE))
                    .isEqualTo(verdict);
        }
        for (String method : new String[] {"GET", "HEAD", "OPTIONS"}) {
            assertThat(guard.check(method, post(fields.toArray(new String[0])), MINE))
                    .isEqualTo(CsrfVerdict.PASSED);
        }
    }

    private static void add(List<String> fields, String name, String value) {
        if (value != null) {
            fields.addAll(List.of(name, value));
        }
    }

    @Test
    void aFieldThatIsThereTwiceIsNotBelieved() {
        assertThat(guard.check("POST", post("Origin", PAGE, "Origin", PAGE), MINE))
                .isEqualTo(CsrfVerdict.FOREIGN_ORIGIN);
        assertThat(guard.check(
                        "POST",
                        post("Origin", PAGE, "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Site", "cross-site"),
                        MINE))
                .isEqualTo(CsrfVerdict.FOREIGN_SITE);
        assertThat(guard.check("POST", post("Origin", PAGE, "X-CSRF-Token", "x"), MINE))
                .isEqualTo(CsrfVerdict.TOKEN_MISSING);
        assertThat(guard.check("POST", post("Origin", PAGE, "Cookie", "__Host-csrf=x"), MINE))
                .isEqualTo(CsrfVerdict.TOKEN_MISSING);
    }

    @Test
    void theTokenMustBeInBothPlacesAndOfTheSession() {
        String mine = tokens.issue(MINE);
        String again = tokens.issue(MINE);
        String theirs = tokens.issue(new SessionId("theirs"));
        assertThat(verdict("__Host-csrf=" + mine, mine)).isEqualTo(CsrfVerdict.PASSED);
        assertThat(verdict("__Host-csrf=" + mine, again)).isEqualTo(CsrfVerdict.TOKEN_WRONG);
        assertThat(verdict("__Host-csrf=" + theirs, theirs)).isEqualTo(CsrfVerdict.TOKEN_WRONG);
        assertThat(verdict("__Host-csrf=x", "x")).isEqualTo(CsrfVerdict.TOKEN_WRONG);
        assertThat(verdict("__Host-csrf=", "")).isEqualTo(CsrfVerdict.TOKEN_WRONG);
        assertThat(verdict("csrf=" + mine, mine)).isEqualTo(CsrfVerdict.TOKEN_MISSING);
        assertThat(guard.check("POST", FieldLines.of("Origin", PAGE, "Cookie", "__Host-csrf=" + mine), MINE))
                .isEqualTo(CsrfVerdict.TOKEN_MISSING);
        assertThat(CsrfVerdict.STATUS).isEqualTo(403);
    }

    private CsrfVerdict verdict(String cookie, String header) {
        return guard.check("POST", FieldLines.of("Origin", PAGE, "Cookie", cookie, "X-CSRF-Token", header), MINE);
    }

    @Test
    void everyChangedTokenIsWrong() {
        String token = tokens.issue(MINE);
        assertThat(tokens.verify(token, MINE)).isTrue();
        assertThat(token).hasSize(66).matches("[A-Za-z0-9_.-]+");
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'Q' : 'A';
            assertThat(tokens.verify(token.substring(0, i) + other + token.substring(i + 1), MINE))
                    .isFalse();
            assertThat(tokens.verify(token.substring(0, i), MINE)).isFalse();
        }
        assertThat(tokens.verify(token + "A", MINE)).isFalse();
    }

    @Test
    void tokensOutliveTheirKeyForAsLongAsItIsAccepted() {
        String old = tokens.issue(MINE);
        secrets.rotate("csrf", key("b"));
        assertThat(tokens.verify(old, MINE)).isTrue();
        assertThat(tokens.verify(tokens.issue(MINE), MINE)).isTrue();
        secrets.put("csrf", key("b"));
        assertThat(tokens.verify(old, MINE)).isFalse();
    }

    @Test
    void aShortKeyIsRefusedWithoutBeingShown() {
        secrets.put("csrf", Secret.of("x".repeat(31)));
        assertThatThrownBy(() -> tokens.issue(MINE))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("configuration")
                .hasMessageNotContaining("xx");
    }

    @Test
    void theCookieOfATokenCanBeReadAndTheOthersCant() {
        HostCookie csrf = guard.cookie(MINE);
        assertThat(csrf.field()).matches("__Host-csrf=[A-Za-z0-9_.-]{66}; Path=/; Secure; SameSite=Strict");
        assertThat(csrf).hasToString("HostCookie[__Host-csrf]");
        assertThat(HostCookie.of("__Host-session", "v").field())
                .isEqualTo("__Host-session=v; Path=/; Secure; HttpOnly; SameSite=Strict");
        assertThat(HostCookie.of("__Host-session", "v")
                        .withSameSite(HostCookie.SameSite.LAX)
                        .withMaxAge(Duration.ofHours(1))
                        .field())
                .isEqualTo("__Host-session=v; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600");
        assertThat(HostCookie.expired("__Host-session").field())
                .isEqualTo("__Host-session=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    }

    @ParameterizedTest
    @CsvSource({
        "session,v",
        "__Secure-session,v",
        "__host-session,v",
        "__Host-,v",
        "__Host-a b,v",
        "__Host-a=b,v",
        "__Host-a,'v; Domain=evil.example'",
        "__Host-a,'v,w'",
        "__Host-a,'v\r\nx'",
        "__Host-a,'v w'",
        "__Host-a,'\"v\"'",
        "__Host-a,v\\w",
        "__Host-a,\u00e9"
    })
    void aCookieThatBreaksOutIsNotMade(String name, String value) {
        assertThatThrownBy(() -> HostCookie.of(name, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1",
                "a=1; b=2",
                "b=2;a=1",
                " a=1 ;b=",
                "x; a=1",
                "=y; a=1",
                "a=1; \u00e9=2",
                "q=\"z\"; a=1",
                "a=1;;"
            })
    void cookiesAreReadStrictly(String line) {
        RequestCookies cookies = RequestCookies.read(FieldLines.of("Cookie", line));
        assertThat(cookies.get("a")).contains("1");
        assertThat(cookies.get("q")).isEmpty();
        assertThat(cookies.get("A")).isEmpty();
        assertThat(cookies.toString()).startsWith("RequestCookies[").doesNotContain("=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a=1; a=1",
                "a=1; a=2",
                "a=\u00e9",
                "a=1 2",
                "a=1,2",
                "a=1; a=\"",
                "a=\u00001",
                "a=\t\u0001",
                "b a=1"
            })
    void whatIsNotOneWellFormedCookieIsNone(String line) {
        assertThat(RequestCookies.read(FieldLines.of("Cookie", line)).get("a")).isEmpty();
    }

    @Test
    void manyCookiesAreNone() {
        assertThat(RequestCookies.read(FieldLines.of("Cookie", "a=1;" + "b=2;".repeat(128)))
                        .get("a"))
                .isEmpty();
        assertThat(RequestCookies.read(FieldLines.of("Cookie", "a=1; b=" + "x".repeat(1_000_000)))
                        .get("a"))
                .isEmpty();
        assertThat(RequestCookies.read(FieldLines.of("Cookie", "a=1", "cookie", "b=2"))
                        .get("b"))
                .contains("2");
    }
}
