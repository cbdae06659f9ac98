package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionId;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

    private final AtomicLong nanos = new AtomicLong();

    private static String token(SigningKeys keys) {
        return new AccessTokens(keys, "i", "a", Duration.ofHours(1), InstantSource.system())
                .issue(TenantId.DEFAULT, new UserId("u"), new SessionId("s"));
    }

    private static JwtResult verify(SigningKeys keys, String token) {
        return JwtAuthenticator.builder().keys(keys).build().verify(token);
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @ParameterizedTest
    @EnumSource(names = {"EDDSA", "ES256"})
    void aGeneratedKeyPublishesItsPublicPartOnly(JwsAlgorithm algorithm) throws JsonRefused {
        Secret generated = SigningKeys.generate(algorithm);
        SigningKeys keys = SigningKeys.fromJwkSet(Keys.source(generated), Keys.NAME);
        String jwks = keys.jwks();
        Map<?, ?> jwk = (Map<?, ?>) ((List<?>) StrictJson.read(jwks).get("keys")).get(0);
        assertThat(jwk.keySet().stream().map(String::valueOf))
                .hasSameElementsAs(
                        algorithm == JwsAlgorithm.EDDSA
                                ? List.of("kty", "crv", "x", "kid", "use", "alg")
                                : List.of("kty", "crv", "x", "y", "kid", "use", "alg"));
        assertThat(JwtAuthenticator.builder().jwks(jwks).build().verify(token(keys)))
                .isInstanceOf(JwtResult.Verified.class);
        assertThat(jwk.get("kid")).isEqualTo(keys.current().id());
    }

    @Test
    void asRsaKeyFromElsewhereSignsAndIsPublished() throws java.security.GeneralSecurityException {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        java.security.interfaces.RSAPrivateCrtKey pair = (java.security.interfaces.RSAPrivateCrtKey)
                generator.generateKeyPair().getPrivate();
        for (String algorithm : new String[] {"RS256", "PS256"}) {
            String jwk = StrictJson.write(Map.of(
                    "kty",
                    "RSA",
                    "alg",
                    algorithm,
                    "n",
                    number(pair.getModulus()),
                    "e",
                    number(pair.getPublicExponent()),
                    "d",
                    number(pair.getPrivateExponent())));
            SigningKeys keys = SigningKeys.fromJwkSet(Keys.source("{\"keys\":[" + jwk + "]}"), Keys.NAME);
            assertThat(JwtAuthenticator.builder().jwks(keys.jwks()).build().verify(token(keys)))
                    .isInstanceOf(JwtResult.Verified.class);
            assertThat(keys.jwks()).contains(algorithm).doesNotContain(number(pair.getPrivateExponent()));
        }
    }

    private static String number(java.math.BigInteger number) {
        return Base64Url.encode(org.bouncycastle.util.BigIntegers.asUnsignedByteArray(number));
    }

    @Test
    void aSharedSecretIsNeverPublished() throws JsonRefused {
        assertThat(StrictJson.read(Keys.shared().jwks())).isEqualTo(Map.of("keys", List.of()));
        String mixed = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + "q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4QsAAAAAAAAAAA" + "\"},"
                + Vectors.EDDSA_KEY + "]}";
        assertThat(SigningKeys.fromJwkSet(Keys.source(mixed), Keys.NAME).jwks())
                .doesNotContain("oct", "q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Qs", "\"d\"");
    }

    @Test
    void keysAreReplacedWithoutACut() {
        InMemorySecrets source = Keys.source(SigningKeys.generate(JwsAlgorithm.EDDSA));
        SigningKeys keys = SigningKeys.fromJwkSet(source, Keys.NAME, nanos::get);
        String before = token(keys);
        source.rotate(Keys.NAME, SigningKeys.generate(JwsAlgorithm.ES256));
        assertThat(keys.current().verifying().algorithm()).isEqualTo(JwsAlgorithm.EDDSA);
        pass(10);
        assertThat(keys.current().verifying().algorithm()).isEqualTo(JwsAlgorithm.ES256);
        String after = token(keys);
        assertThat(verify(keys, before)).isInstanceOf(JwtResult.Verified.class);
        assertThat(verify(keys, after)).isInstanceOf(JwtResult.Verified.class);
        source.put(Keys.NAME, source.current(Keys.NAME).value());
        pass(10);
        assertThat(verify(keys, before)).isEqualTo(new JwtResult.Rejected(JwtRejection.KEY_UNKNOWN));
        assertThat(verify(keys, after)).isInstanceOf(JwtResult.Verified.class);
    }

    @Test
    void sharedSecretsAreReplacedWithoutACut() {
        InMemorySecrets source = Keys.source(Keys.SECRET);
        SigningKeys keys = SigningKeys.fromSharedSecret(source, Keys.NAME, nanos::get);
        String before = token(keys);
        source.rotate(Keys.NAME, Secret.of("Zt3Yw8Qm5Lc1Vn7Bs2Kd9Hx4Gf6Rj0Pa"));
        pass(10);
        assertThat(token(keys).substring(0, 80)).isNotEqualTo(before.substring(0, 80));
        assertThat(verify(keys, before)).isInstanceOf(JwtResult.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"keys\":[", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"})
    void keysThatBreakLeaveTheLastGoodOnesInUse(String broken) {
        InMemorySecrets source = Keys.source(SigningKeys.generate(JwsAlgorithm.EDDSA));
        SigningKeys keys = SigningKeys.fromJwkSet(source, Keys.NAME, nanos::get);
        String before = token(keys);
        KeyRing ring = keys.ring();
        source.put(Keys.NAME, Secret.of(broken.isEmpty() ? " " : broken));
        pass(10);
        assertThat(verify(keys, before)).isInstanceOf(JwtResult.Verified.class);
        assertThat(keys.ring()).isSameAs(ring);
        assertThat(token(keys)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "your-super-secure-jwt-secret-here",
                "your-256-bit-encryption-key-0123",
                "another-very-secure-session-secret",
                "change-me-change-me-change-me-please",
                "CHANGE_ME_q8Kf2vLx0Tz5Wn7Yb3Rc9J",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abababababababababababababababababababab",
                "0123456789abcdef0123456789abcdef",
                "abcdefghijklmnopqrstuvwxyz012345",
                "q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Q",
                "my-development-secret-q8Kf2vLx0Tz5"
            })
    void placeholdersAndShortSecretsAreRefusedAndNotShown(String value) {
        SecretSource source = Keys.source(value);
        assertThatThrownBy(() -> SigningKeys.fromSharedSecret(source, Keys.NAME))
                .asInstanceOf(InstanceOfAssertFactories.type(ChatException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .satisfies(e -> assertThat(e.getMessage()).contains(Keys.NAME).doesNotContain(value.substring(0, 8)));
    }

    /** What {@code openssl rand} gives, in hexadecimal, base64 and base64url. */
    @Test
    void randomSecretsAreTaken() {
        java.util.Random dice = new java.util.Random(5869);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = new byte[round % 2 == 0 ? 24 : 48];
            dice.nextBytes(bytes);
            String base64 = java.util.Base64.getEncoder().encodeToString(bytes);
            String hex = java.util.HexFormat.of().formatHex(bytes);
            assertThatCode(() -> SharedSecret.check("s", Secret.of(base64)))
                    .as(base64)
                    .doesNotThrowAnyException();
            assertThatCode(() -> SharedSecret.check("s", Secret.of(hex)))
                    .as(hex)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLg\"}",
                "{\"kty\":\"oct\",\"k\":\"????\"}",
                "{\"kty\":\"oct\"}",
                "{\"kty\":\"oct\",\"alg\":\"HS512\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i\"}",
                "{\"kty\":\"oct\",\"alg\":\"RS256\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i\"}",
                "{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                        + "\"y\":\"y_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"use\":\"enc\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
                        + "\"key_ops\":[\"encrypt\"]}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"kid\":1}",
                "{\"kty\":\"OKP\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "[]",
                "{}",
                ""
            })
    void keysThatAreNoneOrWeakAreRefusedAndNotShown(String jwk) {
        assertThatThrownBy(() -> JwtAuthenticator.forKey(jwk))
                .asInstanceOf(InstanceOfAssertFactories.type(ChatException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .satisfies(e -> assertThat(e.getCause()).isNull())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("AyM1", "f83O", "11qY"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void aPointOfWhichEverybodyCanMakeSignaturesIsNoKey(String point) {
        String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\""
                + Base64Url.encode(java.util.HexFormat.of().parseHex(point)) + "\"}";
        assertThatThrownBy(() -> JwtAuthenticator.forKey(jwk))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
    }

    @Test
    void aPrivatePartThatIsAnothersIsRefused() {
        String stolen = Vectors.EDDSA_KEY.replace("nWGxne_9WmC6", "nWGxne_9WmC7");
        assertThatThrownBy(() -> SigningKeys.fromJwkSet(Keys.source("{\"keys\":[" + stolen + "]}"), Keys.NAME))
                .isInstanceOf(ChatException.class);
    }

    @Test
    void twoKeysOfOneIdAreRefused() {
        String first = Vectors.EDDSA_KEY.replace("{", "{\"kid\":\"k\",");
        String second = Vectors.ES256_KEY.replace("{", "{\"kid\":\"k\",");
        assertThatThrownBy(
                        () -> JwtAuthenticator.builder().jwk(first).jwk(second).build())
                .hasMessageContaining("same key id");
    }

    @Test
    void ofSeveralKeysTheOneThatIsNamedCounts() {
        JwtAuthenticator several = JwtAuthenticator.builder()
                .jwk(Vectors.HS256_KEY.replace("{", "{\"kid\":\"a\","))
                .jwk(Vectors.ES256_KEY.replace("{", "{\"kid\":\"b\","))
                .build();
        assertThat(several.verifySignature(Vectors.ES256)).isEqualTo(new JwsResult.Rejected(JwtRejection.KEY_UNKNOWN));
        SigningKey b = SigningKey.of(JwkReader.members(Vectors.ES256_KEY.replace("{", "{\"kid\":\"b\",")));
        assertThat(several.verify(b.sign("JWT", Map.of("sub", "s")))).isInstanceOf(JwtResult.Verified.class);
    }

    @Test
    void derivedSecretsFollowTheKeys() {
        InMemorySecrets source = Keys.source(SigningKeys.generate(JwsAlgorithm.EDDSA));
        SigningKeys keys = SigningKeys.fromJwkSet(source, Keys.NAME, nanos::get);
        SecretSource derived = keys.derived("device");
        SecretSource.Version first = derived.current("tokens");
        assertThat(derived.accepted("tokens")).containsExactly(first);
        assertThat(first.value().length()).isEqualTo(32);
        assertThat(derived.current("others").value()).isNotEqualTo(first.value());
        assertThat(keys.derived("else").current("tokens").value()).isNotEqualTo(first.value());
        assertThat(keys.derive("device")).isNotEqualTo(first.value()).isEqualTo(keys.derive("device"));
        source.rotate(Keys.NAME, SigningKeys.generate(JwsAlgorithm.EDDSA));
        pass(10);
        assertThat(derived.current("tokens")).isNotEqualTo(first);
        assertThat(derived.accepted("tokens")).hasSize(2).contains(first);
        assertThatThrownBy(() -> derived.current("No!")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingShowsAKey() {
        SigningKeys keys = SigningKeys.fromJwkSet(Keys.source("{\"keys\":[" + Vectors.EDDSA_KEY + "]}"), Keys.NAME);
        assertThat(keys + " " + keys.current() + keys.derived("x")).doesNotContain("nWGxne", "11qY");
    }
}
