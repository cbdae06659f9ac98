package dev.parley.web.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.error.ChatException;
import dev.parley.web.FieldLines;
import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.origin.AllowedOrigins;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsPolicyTest {

    private static final String PAGE = "https://page.example";

    private final CorsPolicy policy = CorsPolicy.builder()
            .origins(AllowedOrigins.parse(PAGE + ", http://localhost:3000"))
            .credentials(true)
            .methods("GET", "PATCH", "DELETE")
            .headers("Authorization", "Content-Type", "If-Match")
            .expose("ETag", "Retry-After")
            .maxAge(Duration.ofHours(1))
            .build();

    private static RequestHeaders preflight(String origin, String method, String headers) {
        return FieldLines.of(
                "Origin", origin,
                "Access-Control-Request-Method", method,
                "Access-Control-Request-Headers", headers);
    }

    @Test
    void aPageInTheListMayReadAnswers() {
        CorsDecision decision = policy.decide("GET", FieldLines.of("Origin", PAGE));
        assertThat(decision)
                .isEqualTo(new CorsDecision.Proceed(
                        true,
                        Map.of(
                                "Vary", "Origin",
                                "Access-Control-Allow-Origin", PAGE,
                                "Access-Control-Allow-Credentials", "true",
                                "Access-Control-Expose-Headers", "ETag, Retry-After")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "",
                "https://evil.example",
                "https://page.example.evil.example",
                "https://evil-page.example",
                "https://sub.page.example",
                "http://page.example",
                "https://page.example:8443",
                "https://page.example/",
                "https://page.example ",
                "HTTPS://PAGE.EXAMPLE",
                "https://page.example, https://evil.example",
                "https://page.example\u0000",
                "https://pageaexample"
            })
    void noOtherPageIsNamedInAnyAnswer(String origin) {
        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            CorsDecision simple = policy.decide(method, FieldLines.of("Origin", origin));
            assertThat(simple.permitted()).isFalse();
            assertThat(simple.fields()).containsOnlyKeys("Vary");
        }
        CorsDecision asked = policy.decide("OPTIONS", preflight(origin, "GET", "authorization"));
        assertThat(asked).isInstanceOf(CorsDecision.Preflight.class);
        assertThat(asked.permitted()).isFalse();
        assertThat(asked.fields()).containsOnlyKeys("Vary");
    }

    @Test
    void twoOriginsAreNone() {
        CorsDecision decision = policy.decide("GET", FieldLines.of("Origin", PAGE, "Origin", PAGE));
        assertThat(decision).isEqualTo(new CorsDecision.Proceed(false, Map.of("Vary", "Origin")));
    }

    @Test
    void everyAnswerVariesByOrigin() {
        assertThat(policy.decide("GET", FieldLines.of()).fields()).containsEntry("Vary", "Origin");
        assertThat(policy.decide("POST", FieldLines.of("Origin", PAGE)).fields())
                .containsEntry("Vary", "Origin");
        assertThat(policy.decide("OPTIONS", FieldLines.of()).fields())
                .containsEntry("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        assertThat(CorsPolicy.sameOriginOnly().decide("GET", FieldLines.of()).fields())
                .containsEntry("Vary", "Origin");
    }

    @Test
    void aPreflightIsAnsweredWithWhatIsAllowed() {
        CorsDecision decision =
                policy.decide("OPTIONS", preflight(PAGE, "PATCH", "authorization,content-type, if-match"));
        assertThat(decision.permitted()).isTrue();
        assertThat(decision.fields())
                .containsExactly(
                        Map.entry("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
                        Map.entry("Access-Control-Allow-Origin", PAGE),
                        Map.entry("Access-Control-Allow-Credentials", "true"),
                        Map.entry("Access-Control-Allow-Methods", "GET, PATCH, DELETE"),
                        Map.entry("Access-Control-Allow-Headers", "Authorization, Content-Type, If-Match"),
                        Map.entry("Access-Control-Max-Age", "3600"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,'',true",
        "HEAD,'',true",
        "POST,'',true",
        "PATCH,'',true",
        "patch,'',false",
        "PUT,'',false",
        "GET,AUTHORIZATION,true",
        "GET,'authorization,,if-match',true",
        "GET,'authorization, x-evil',false",
        "GET,*,false",
        "'','',false"
    })
    void aPreflightIsPermittedIfMethodAndHeadersAreInTheList(String method, String headers, boolean permitted) {
        CorsDecision decision = policy.decide("OPTIONS", preflight(PAGE, method, headers));
        assertThat(decision.permitted()).isEqualTo(permitted);
        // What the client sent does not come back.
        assertThat(decision.fields().values()).noneMatch(value -> value.contains("evil") || value.contains("PUT"));
    }

    @Test
    void optionsWithoutAMethodIsNoPreflight() {
        assertThat(policy.decide("OPTIONS", FieldLines.of("Origin", PAGE))).isInstanceOf(CorsDecision.Proceed.class);
        assertThat(policy.decide("OPTIONS", FieldLines.of("Access-Control-Request-Method", "GET")))
                .isInstanceOf(CorsDecision.Proceed.class);
        assertThat(policy.decide("GET", preflight(PAGE, "GET", ""))).isInstanceOf(CorsDecision.Proceed.class);
    }

    @Test
    void byDefaultNoOtherOriginReadsAnything() {
        CorsDecision decision = CorsPolicy.sameOriginOnly().decide("OPTIONS", preflight(PAGE, "GET", ""));
        assertThat(decision.permitted()).isFalse();
        assertThat(decision.fields()).containsOnlyKeys("Vary");
    }

    @Test
    void aStarNeverComesWithCredentials() {
        CorsPolicy any = CorsPolicy.builder().anyOrigin().build();
        assertThat(any.decide("GET", FieldLines.of("Origin", "https://any.example"))
                        .fields())
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
        CorsPolicyBuilder both = CorsPolicy.builder().anyOrigin().credentials(true);
        assertThatThrownBy(both::build).isInstanceOf(ChatException.class).hasMessageContaining("configuration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "a b", "a,b", "a\nb", "\u00e9"})
    void methodsAndHeadersAreNamedOneByOne(String name) {
        assertThatThrownBy(() -> CorsPolicy.builder().methods(name)).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> CorsPolicy.builder().headers(name)).isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> CorsPolicy.builder().expose(name)).isInstanceOf(ChatException.class);
    }

    @Test
    void theTimeToRememberIsBounded() {
        assertThatThrownBy(() -> CorsPolicy.builder().maxAge(Duration.ofDays(2)))
                .isInstanceOf(ChatException.class);
        assertThatThrownBy(() -> CorsPolicy.builder().maxAge(Duration.ofSeconds(-1)))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void aHugeListOfHeadersIsNotPermitted() {
        CorsDecision decision = policy.decide("OPTIONS", preflight(PAGE, "GET", "authorization,".repeat(1_000)));
        assertThat(decision.permitted()).isFalse();
    }
}
