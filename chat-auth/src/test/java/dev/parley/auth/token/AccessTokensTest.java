package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.SessionId;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokensTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.5Z");
    private static final String SECRET = "q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Qs";

    @ParameterizedTest
    @EnumSource(names = {"EDDSA", "ES256"})
    void anIssuedTokenHoldsAndSaysWhoseItIs(JwsAlgorithm algorithm) {
        SigningKeys keys = SigningKeys.fromJwkSet(
                Sources.of(SigningKeys.generate(algorithm).text()), "jwt-key");
        verifies(keys, algorithm);
    }

    @Test
    void aSharedSecretSignsToo() {
        verifies(SigningKeys.fromSharedSecret(Sources.of(SECRET), "jwt-secret"), JwsAlgorithm.HS256);
    }

    private static void verifies(SigningKeys keys, JwsAlgorithm algorithm) {
        String token = tokens(keys).issue(new TenantId("acme"), new UserId("ü 1"), new SessionId("s1"));
        JwtAuthenticator authenticator = JwtAuthenticator.builder()
                .keys(keys)
                .issuer("https://chat.example")
                .audience("chat")
                .type("at+jwt")
                .requireExpiry()
                .clock(InstantSource.fixed(NOW))
                .build();
        assertThat(authenticator.verify(token)).isInstanceOfSatisfying(JwtResult.Verified.class, verified -> {
            JwtClaims claims = verified.claims();
            assertThat(claims.issuer()).contains("https://chat.example");
            assertThat(claims.audience()).isEqualTo(List.of("chat"));
            assertThat(claims.subject()).contains("ü 1");
            assertThat(claims.text("sid")).contains("s1");
            assertThat(claims.text("tnt")).contains("acme");
            assertThat(claims.id().orElseThrow()).hasSize(22);
            assertThat(claims.issuedAt()).contains(Instant.parse("2030-01-01T00:00:00Z"));
            assertThat(claims.expiresAt()).contains(Instant.parse("2030-01-01T01:00:00Z"));
            assertThat(claims.values()).containsOnlyKeys("iss", "aud", "sub", "sid", "tnt", "jti", "iat", "exp");
            assertThat(claims.toString()).doesNotContain("ü 1");
        });
        String header = new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
        assertThat(header)
                .contains(
                        "\"alg\":\"" + algorithm.id() + "\"",
                        "\"typ\":\"at+jwt\"",
                        "\"kid\":\"" + keys.current().id());
    }

    private static AccessTokens tokens(SigningKeys keys) {
        return new AccessTokens(
                keys, "https://chat.example", "chat", AccessTokens.DEFAULT_LIFETIME, InstantSource.fixed(NOW));
    }

    @Test
    void twoTokensDiffer() {
        AccessTokens tokens = tokens(SigningKeys.fromSharedSecret(Sources.of(SECRET), "jwt-secret"));
        UserId user = new UserId("u");
        assertThat(tokens.issue(TenantId.DEFAULT, user, new SessionId("s")))
                .isNotEqualTo(tokens.issue(TenantId.DEFAULT, user, new SessionId("s")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.9S", "PT-1H", "PT24H1S"})
    void theLifetimeIsBounded(Duration lifetime) {
        SigningKeys keys = SigningKeys.fromSharedSecret(Sources.of(SECRET), "jwt-secret");
        InstantSource clock = InstantSource.fixed(NOW);
        assertThatThrownBy(() -> new AccessTokens(keys, "i", "a", lifetime, clock))
                .hasMessageContaining("lifetime");
    }
}
