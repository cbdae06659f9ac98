package dev.parley.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentSecurityPolicyTest {

    private static final CspNonce NONCE = new CspNonce("abcdefghijklmnopqrstuv");

    @Test
    void theOneForAnswersThatAreNoDocumentsAllowsNothing() {
        assertThat(ContentSecurityPolicy.api().value())
                .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void theOneForPagesAllowsTheServersOwnFiles() {
        assertThat(ContentSecurityPolicy.page().value())
                .isEqualTo(
                        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                                + "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                                + "require-trusted-types-for 'script'; trusted-types 'none'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'unsafe-inline'",
                "'UNSAFE-INLINE'",
                "unsafe-inline",
                "'unsafe-eval'",
                "'wasm-unsafe-eval'",
                "'unsafe-hashes'",
                "'nonce-abcdefghijklmnopqrstuv'",
                "'inline-speculation-rules'",
                "*",
                "*.",
                "https:",
                "http:",
                "data:",
                "blob:",
                "filesystem:",
                "javascript:",
                "'self';",
                "'self', x",
                "'self' x",
                "x\r\ny",
                "x\ny",
                "",
                "\u00e9.example",
                "'sha256-'",
                "'sha1-abcd'"
            })
    void whatWouldLetForeignCodeRunIsRefused(String source) {
        // Not a keyword, so it would be a host: harmless, but surely not what was meant.
        if (source.equals("unsafe-inline")) {
            assertThat(ContentSecurityPolicy.builder()
                            .allow(CspDirective.SCRIPT_SRC, source)
                            .build()
                            .value())
                    .isEqualTo("script-src unsafe-inline");
            return;
        }
        ContentSecurityPolicy.Builder builder = ContentSecurityPolicy.builder();
        for (CspDirective directive : new CspDirective[] {
            CspDirective.DEFAULT_SRC, CspDirective.SCRIPT_SRC, CspDirective.STYLE_SRC, CspDirective.WORKER_SRC
        }) {
            assertThatThrownBy(() -> builder.allow(directive, source))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(directive.keyword())
                    .message()
                    .doesNotContain("\n", "\r");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "SCRIPT_SRC,'strict-dynamic'",
                "SCRIPT_SRC,https://cdn.example.org",
                "SCRIPT_SRC,https://cdn.example.org:8443/js/",
                "SCRIPT_SRC,*.example.org",
                "SCRIPT_SRC,'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
                "STYLE_SRC,'sha384-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU'",
                "IMG_SRC,data:",
                "IMG_SRC,blob:",
                "IMG_SRC,https:",
                "CONNECT_SRC,wss:",
                "CONNECT_SRC,wss://chat.example.org",
                "REPORT_URI,/csp-reports",
                "REPORT_URI,https://reports.example.org/csp",
                "REPORT_TO,csp",
                "TRUSTED_TYPES,dompurify"
            })
    void whatIsWellFormedIsWritten(CspDirective directive, String source) {
        assertThat(ContentSecurityPolicy.builder()
                        .allow(directive, source)
                        .build()
                        .value())
                .isEqualTo(directive.keyword() + " " + source);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "CONNECT_SRC,data:",
                "IMG_SRC,javascript:",
                "IMG_SRC,'sha256-47DEQpj8HBSa'",
                "REPORT_URI,http://reports.example.org",
                "REPORT_URI,javascript:alert(1)",
                "TRUSTED_TYPES,*",
                "TRUSTED_TYPES,'allow-duplicates'",
                "REQUIRE_TRUSTED_TYPES_FOR,'self'",
                "UPGRADE_INSECURE_REQUESTS,'self'",
                "REPORT_TO,a/b"
            })
    void whatADirectiveDoesNotKnowIsRefused(CspDirective directive, String source) {
        assertThatThrownBy(() -> ContentSecurityPolicy.builder().allow(directive, source))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noneStandsAlone() {
        assertThatThrownBy(() -> ContentSecurityPolicy.builder().allow(CspDirective.IMG_SRC, "'none'", "'self'"))
                .hasMessageContaining("img-src");
    }

    @Test
    void aDirectiveWithoutSourcesIsWrittenAlone() {
        assertThat(ContentSecurityPolicy.builder()
                        .allow(CspDirective.UPGRADE_INSECURE_REQUESTS)
                        .build()
                        .value())
                .isEqualTo("upgrade-insecure-requests");
    }

    @Test
    void aNonceIsPutIntoItsDirectivesOnly() {
        ContentSecurityPolicy policy = ContentSecurityPolicy.page().toBuilder()
                .withNonce(CspDirective.SCRIPT_SRC)
                .build();
        assertThat(policy.needsNonce()).isTrue();
        assertThat(policy.value(NONCE)).contains("script-src 'self' 'nonce-abcdefghijklmnopqrstuv'; style-src 'self';");
        assertThatThrownBy(policy::value).isInstanceOf(IllegalStateException.class);
        assertThat(policy.toString()).doesNotContain("abc");
    }

    @Test
    void aNonceTakesThePlaceOfNone() {
        assertThat(ContentSecurityPolicy.builder()
                        .allow(CspDirective.STYLE_SRC, "'none'")
                        .withNonce(CspDirective.STYLE_SRC)
                        .build()
                        .value(NONCE))
                .isEqualTo("style-src 'nonce-abcdefghijklmnopqrstuv'");
        assertThatThrownBy(() -> ContentSecurityPolicy.builder().withNonce(CspDirective.IMG_SRC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noncesHave144BitsAndAreNewEachTime() {
        SecureRandom random = new SecureRandom();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String nonce = CspNonce.next(random).value();
            assertThat(nonce).matches("[A-Za-z0-9_-]{24}");
            assertThat(seen.add(nonce)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abcdefghijklmnopqrstu",
                "abcdefghijklmnopqrstu'",
                "abcdefghijklmnopqrstuv;",
                "abcdefghijk lmnopqrstuv"
            })
    void aNonceThatIsShortOrBreaksOutIsRefused(String value) {
        assertThatThrownBy(() -> new CspNonce(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
