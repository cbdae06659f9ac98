package dev.parley.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityHeadersTest {

    @Test
    void everyAnswerCarriesTheWholeSetInOrder() {
        Map<String, String> fields = SecurityHeaders.api().fields(false);
        assertThat(fields.keySet())
                .containsExactly(
                        "Content-Security-Policy",
                        "X-Content-Type-Options",
                        "X-Frame-Options",
                        "Referrer-Policy",
                        "Permissions-Policy",
                        "Cross-Origin-Opener-Policy",
                        "Cross-Origin-Resource-Policy",
                        "Cache-Control");
        assertThat(fields)
                .containsEntry(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("X-Frame-Options", "DENY")
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cross-Origin-Opener-Policy", "same-origin")
                .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
                .containsEntry("Cache-Control", "no-store");
        assertThat(fields.get("Permissions-Policy")).contains("camera=()", "geolocation=()", "microphone=()");
    }

    @Test
    void transportSecurityIsToldOverTlsOnly() {
        SecurityHeaders headers = SecurityHeaders.api();
        assertThat(headers.fields(false)).doesNotContainKey("Strict-Transport-Security");
        assertThat(headers.fields(true))
                .containsEntry("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
                .containsAllEntriesOf(headers.fields(false));
    }

    @Test
    void theObsoleteFilterIsNotTurnedOn() {
        assertThat(SecurityHeaders.page(ContentSecurityPolicy.page())
                        .fields(true)
                        .keySet())
                .noneMatch("X-XSS-Protection"::equalsIgnoreCase)
                .noneMatch("Server"::equalsIgnoreCase)
                .noneMatch("X-Powered-By"::equalsIgnoreCase);
    }

    @Test
    void aPageHasItsOwnPolicyAndMayBeKept() {
        SecurityHeaders page =
                SecurityHeaders.page(ContentSecurityPolicy.page()).with("cache-control", "no-cache");
        assertThat(page.fields(true))
                .containsEntry(
                        "Content-Security-Policy", ContentSecurityPolicy.page().value())
                .containsEntry("Cache-Control", "no-cache")
                .containsEntry("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
                .doesNotContainKey("cache-control");
    }

    @Test
    void aPolicyWithANonceNeedsOneForEachAnswer() {
        CspNonce nonce = new CspNonce("abcdefghijklmnopqrstuv");
        SecurityHeaders page = SecurityHeaders.page(ContentSecurityPolicy.page().toBuilder()
                .withNonce(CspDirective.STYLE_SRC)
                .build());
        assertThat(page.fields(true, nonce).get("Content-Security-Policy"))
                .contains("style-src 'self' 'nonce-abcdefghijklmnopqrstuv'");
        assertThat(page.fields(false, nonce).keySet())
                .containsExactlyElementsOf(SecurityHeaders.api().fields(false).keySet());
        assertThatThrownBy(() -> page.fields(true)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "X-XSS-Protection,1; mode=block",
        "x-xss-protection,0",
        "Server,parley",
        "X-Powered-By,java",
        "Content-Security-Policy,default-src *",
        "Strict-Transport-Security,max-age=0",
        "X Y,z",
        "X-Y,'a\r\nSet-Cookie: b'",
        "X-Y,'a\nb'",
        "X-Y,' a'",
        "X-Y,''",
        "X-Y,\u00e9",
        "'',a"
    })
    void whatWouldUndoTheSetOrBreakALineIsRefused(String name, String value) {
        assertThatThrownBy(() -> SecurityHeaders.api().with(name, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFieldsCantBeChanged() {
        assertThatThrownBy(() -> SecurityHeaders.api().fields(true).put("X", "y"))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
