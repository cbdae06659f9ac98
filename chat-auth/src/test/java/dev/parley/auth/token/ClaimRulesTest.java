package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest {

    private static final String JWK =
            "{\"kty\":\"oct\",\"k\":\"" + Base64Url.encode(Keys.SECRET.getBytes(StandardCharsets.US_ASCII)) + "\"}";

    private final SigningKey key = SigningKey.secret("k", Secret.of(Keys.SECRET));

    /** At second 1,000, with 5 seconds of leeway. */
    private static JwtAuthenticatorBuilder rules() {
        return JwtAuthenticator.builder()
                .jwk(JWK)
                .clock(InstantSource.fixed(Instant.ofEpochSecond(1000)))
                .leeway(Duration.ofSeconds(5));
    }

    private String verdict(JwtAuthenticatorBuilder rules, String header, String claims) {
        JwtResult result =
                rules.build().verify(Vectors.signed(key, header.replace('\'', '"'), claims.replace('\'', '"')));
        return result instanceof JwtResult.Rejected rejected ? rejected.reason().id() : "verified";
    }

    private String verdict(JwtAuthenticatorBuilder rules, String claims) {
        return verdict(rules, "{'alg':'HS256'}", claims);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                               | verified
            {'exp':996}                      | verified
            {'exp':995}                      | expired
            {'exp':995.5}                    | verified
            {'exp':994.9999}                 | expired
            {'exp':0}                        | expired
            {'exp':-1}                       | expired
            {'exp':9.96e2}                   | verified
            {'exp':99999999999}              | verified
            {'exp':9223372036854775807}      | claims_malformed
            {'exp':-9223372036854775808}     | claims_malformed
            {'exp':99999999999999999999999}  | claims_malformed
            {'exp':1e400}                    | claims_malformed
            {'exp':-1e30}                    | claims_malformed
            {'exp':'2000'}                   | claims_malformed
            {'exp':null}                     | claims_malformed
            {'exp':[2000]}                   | claims_malformed
            {'exp':true}                     | claims_malformed
            {'exp':2000,'exp':3000}          | duplicate
            {'nbf':1005}                     | verified
            {'nbf':1006}                     | not_yet_valid
            {'nbf':1005.5}                   | not_yet_valid
            {'nbf':1e300}                    | claims_malformed
            {'iat':1005}                     | verified
            {'iat':1006}                     | issued_in_future
            {'iat':'x'}                      | claims_malformed
            {'sub':1}                        | claims_malformed
            {'iss':['i']}                    | claims_malformed
            {'jti':{}}                       | claims_malformed
            {'aud':1}                        | claims_malformed
            {'aud':['a',1]}                  | claims_malformed
            {'aud':[null]}                   | claims_malformed
            {'x':{'y':1,'y':1}}              | duplicate
            [1]                              | claims_malformed
            """)
    void registeredClaimsAreChecked(String claims, String expected) {
        assertThat(verdict(rules(), claims)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'iss':'i','aud':'a','exp':2000}        | verified
            {'iss':'i','aud':['b','a'],'exp':2000}  | verified
            {'iss':'I','aud':'a','exp':2000}        | issuer
            {'iss':'i/','aud':'a','exp':2000}       | issuer
            {'aud':'a','exp':2000}                  | claim_missing
            {'iss':'i','aud':'b','exp':2000}        | audience
            {'iss':'i','aud':['b'],'exp':2000}      | audience
            {'iss':'i','aud':[],'exp':2000}         | claim_missing
            {'iss':'i','exp':2000}                  | claim_missing
            {'iss':'i','aud':'a'}                   | claim_missing
            """)
    void whatIsDemandedMustBeThere(String claims, String expected) {
        assertThat(verdict(rules().issuer("i").audience("a").requireExpiry(), claims))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'alg':'HS256','typ':'at+jwt'}              | verified
            {'alg':'HS256','typ':'AT+JWT'}              | verified
            {'alg':'HS256','typ':'application/at+jwt'}  | verified
            {'alg':'HS256','typ':'JWT'}                 | type
            {'alg':'HS256'}                             | type
            """)
    void theTypeIsComparedAsAMediaType(String header, String expected) {
        assertThat(verdict(rules().type("at+jwt"), header, "{}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT60.001S"})
    void leewayIsBounded(Duration leeway) {
        assertThatThrownBy(() -> rules().leeway(leeway)).hasMessageContaining("leeway");
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 65_537})
    void theLengthIsBounded(int bytes) {
        assertThatThrownBy(() -> rules().maxBytes(bytes)).hasMessageContaining("maxBytes");
    }

    @Test
    void aTokenHoldsWithoutLeewayByDefault() {
        JwtAuthenticatorBuilder strict =
                JwtAuthenticator.builder().jwk(JWK).clock(InstantSource.fixed(Instant.ofEpochSecond(1000)));
        assertThat(verdict(strict, "{'exp':1000}")).isEqualTo("expired");
        assertThat(verdict(strict, "{'exp':1001}")).isEqualTo("verified");
    }
}
