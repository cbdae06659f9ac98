package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of RFC 7515, RFC 7519, RFC 7638 and RFC 8037. */
class JwtVectorsTest {

    private static final String PAYLOAD =
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of("RFC 7515 A.1", Vectors.HS256_KEY, Vectors.HS256),
                Arguments.of("RFC 7515 A.2", Vectors.RS256_KEY, Vectors.RS256),
                Arguments.of("RFC 7515 A.3", Vectors.ES256_KEY, Vectors.ES256));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theSignatureHolds(String name, String key, String token) {
        assertThat(JwtAuthenticator.forKey(key).verifySignature(token))
                .isInstanceOfSatisfying(JwsResult.Verified.class, jws -> {
                    assertThat(jws.text()).isEqualTo(PAYLOAD);
                    assertThat(jws.toString()).doesNotContain("joe");
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void theClaimsHoldUntilTheSecondThatTheyName(String name, String key, String token) {
        assertThat(at(key, 1_300_819_379, token)).isInstanceOfSatisfying(JwtResult.Verified.class, jwt -> {
            assertThat(jwt.claims().values())
                    .isEqualTo(Map.of("iss", "joe", "exp", 1_300_819_380L, "http://example.com/is_root", true));
            assertThat(jwt.claims().expiresAt()).contains(Instant.ofEpochSecond(1_300_819_380));
        });
        assertThat(at(key, 1_300_819_380, token)).isEqualTo(new JwtResult.Rejected(JwtRejection.EXPIRED));
        assertThat(JwtAuthenticator.forKey(key).verify(token)).isEqualTo(new JwtResult.Rejected(JwtRejection.EXPIRED));
    }

    private static JwtResult at(String key, long second, String token) {
        return JwtAuthenticator.builder()
                .jwk(key)
                .clock(InstantSource.fixed(Instant.ofEpochSecond(second)))
                .build()
                .verify(token);
    }

    @Test
    void rfc8037SignsATextThatIsNoJson() {
        JwtAuthenticator authenticator = JwtAuthenticator.forKey(Vectors.EDDSA_KEY);
        assertThat(authenticator.verifySignature(Vectors.EDDSA))
                .isInstanceOfSatisfying(
                        JwsResult.Verified.class,
                        jws -> assertThat(jws.text()).isEqualTo("Example of Ed25519 signing"));
        assertThat(authenticator.verify(Vectors.EDDSA))
                .isEqualTo(new JwtResult.Rejected(JwtRejection.CLAIMS_MALFORMED));
    }

    @Test
    void rfc7519UnsecuredIsRejected() {
        String unsecured = "eyJhbGciOiJub25lIn0."
                + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.";
        assertThat(JwtAuthenticator.forKey(Vectors.HS256_KEY).verifySignature(unsecured))
                .isEqualTo(new JwsResult.Rejected(JwtRejection.UNSIGNED));
    }

    @Test
    void rfc8037ThumbprintNamesAKeyWithoutId() {
        SigningKeys keys = SigningKeys.fromJwkSet(Keys.source("{\"keys\":[" + Vectors.EDDSA_KEY + "]}"), Keys.NAME);
        assertThat(keys.current().id()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }
}
