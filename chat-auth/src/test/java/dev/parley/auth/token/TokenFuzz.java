package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * No bytes make the reading of tokens throw or hang, and none pass as a token of another key. A test of what was found so
 * far; {@code verify} also searches for {@code parley.fuzz.seconds}.
 */
class TokenFuzz {

    private static final byte[] SECRET = "q8Kf2vLx0Tz5Wn7Yb3Rc9Jd1Hg6Mp4Qs".getBytes(StandardCharsets.US_ASCII);
    private static final String SECRET_JWK = "{\"kty\":\"oct\",\"k\":\"" + Base64Url.encode(SECRET) + "\"}";

    private final SigningKey key = SigningKey.secret("k", Secret.of(SECRET));
    private final JwtAuthenticator symmetric = JwtAuthenticator.forKey(SECRET_JWK);
    private final JwtAuthenticator curve = JwtAuthenticator.forKey(Vectors.ES256_KEY);
    private final JwtAuthenticator edwards = JwtAuthenticator.forKey(Vectors.EDDSA_KEY);

    /** The first byte says what the others are: a token, a header, claims, or a signature of a valid token. */
    @FuzzTest(maxDuration = "20s")
    void noTokenThrowsAndNoForgedOnePasses(byte[] input) {
        int kind = input.length == 0 ? 0 : input[0] & 3;
        byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        String text = new String(rest, StandardCharsets.ISO_8859_1);
        switch (kind) {
            case 0 -> rejected(text);
            case 1 -> rejected(Base64Url.encode(rest) + ".e30." + Vectors.signatureOf(Vectors.ES256));
            case 2 -> signed(rest);
            default -> {
                rejected(Vectors.signedPartOf(Vectors.ES256) + "." + text);
                rejected(Vectors.signedPartOf(Vectors.EDDSA) + "." + Base64Url.encode(rest));
            }
        }
    }

    private void rejected(String token) {
        for (JwtAuthenticator authenticator : new JwtAuthenticator[] {symmetric, curve, edwards}) {
            if (!Vectors.ES256.equals(token) && !Vectors.EDDSA.equals(token)) {
                assertThat(authenticator.verify(token)).isInstanceOf(JwtResult.Rejected.class);
                assertThat(authenticator.verifySignature(token)).isInstanceOf(JwsResult.Rejected.class);
            }
        }
    }

    /** With a signature that holds, so that the claims are read. */
    private void signed(byte[] claims) {
        String token = Vectors.signed(key, "{\"alg\":\"HS256\"}", claims);
        JwsResult result = symmetric.verifySignature(token);
        if (token.length() <= JwtAuthenticator.DEFAULT_MAX_BYTES) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            JwsResult.Verified.class,
                            jws -> assertThat(jws.payload()).isEqualTo(claims));
        }
        if (symmetric.verify(token) instanceof JwtResult.Verified verified) {
            assertThat(verified.claims().audience()).doesNotContainNull();
        }
    }
}
