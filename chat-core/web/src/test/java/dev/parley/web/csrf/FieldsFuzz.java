package dev.parley.web.csrf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionId;
import dev.parley.web.FieldLines;
import dev.parley.web.body.JsonContentType;
import dev.parley.web.body.JsonGuard;
import dev.parley.web.body.JsonLimits;
import dev.parley.web.body.RawBody;
import dev.parley.web.cors.CorsPolicy;
import dev.parley.web.headers.RequestHeaders;
import dev.parley.web.limits.RequestLimits;
import dev.parley.web.origin.AllowedOrigins;
import dev.parley.web.origin.Origin;
import dev.parley.web.text.TextPolicy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** Whatever stands in a header field or a body: a verdict, never an exception, and no way out of a sink. */
class FieldsFuzz {

    private static final AllowedOrigins OWN = AllowedOrigins.parse("https://chat.example.org");

    private final CsrfGuard csrf = new CsrfGuard(OWN, new CsrfTokens(secrets(), "csrf", new SecureRandom()));
    private final CorsPolicy cors = CorsPolicy.builder().origins(OWN).build();
    private final JsonGuard json = new JsonGuard(JsonLimits.DEFAULT);
    private final TextPolicy text = TextPolicy.standard();

    private static SecretSource secrets() {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("csrf", Secret.of("a".repeat(32)));
        return secrets;
    }

    @DictionaryEntries({
        "https://chat.example.org",
        "__Host-csrf=",
        "application/json",
        "charset=utf-8",
        "{\"a\":[",
        "\\u202e",
        "=1+1"
    })
    @FuzzTest(maxDuration = "20s")
    void fields(byte[] input) {
        String value = new String(input, StandardCharsets.ISO_8859_1);
        RequestHeaders headers = FieldLines.of(
                "Origin", value,
                "Cookie", value,
                "X-CSRF-Token", value,
                "Content-Type", value,
                "Content-Length", value,
                "Access-Control-Request-Method", value,
                "Access-Control-Request-Headers", value);
        boolean own = value.equals("https://chat.example.org");
        assertThat(csrf.check("POST", headers, new SessionId("s")).passed()).isFalse();
        assertThat(cors.decide("OPTIONS", headers).fields().containsKey("Access-Control-Allow-Origin"))
                .isEqualTo(own);
        assertThat(RequestCookies.read(headers).toString()).startsWith("RequestCookies");
        assertThat(JsonContentType.of(headers)).isNotNull();
        assertThat(RequestLimits.DEFAULT.checkDeclared(headers)).isNotNull();
        Origin.parse(value)
                .ifPresent(origin -> assertThat(Origin.ofAddress(value)).contains(origin));
        assertThat(json.check(RawBody.of(input))).isNotNull();
        checkSinks(new String(input, StandardCharsets.UTF_8));
    }

    private void checkSinks(String value) {
        assertThat(text.html(value)).doesNotContain("<", ">", "\"", "'", "`");
        assertThat(text.logLine(value).chars().noneMatch(Character::isISOControl))
                .isTrue();
        assertThat(text.visibleLine(value).chars().noneMatch(Character::isISOControl))
                .isTrue();
        assertThat(text.spreadsheetCell(value)).doesNotMatch("(?s)[=+@\\t\\r-].*");
        assertThat(text.sanitisedHtml(value)).doesNotContainPattern("(?i)<script|<[^>]+\\son\\w+=");
    }
}
