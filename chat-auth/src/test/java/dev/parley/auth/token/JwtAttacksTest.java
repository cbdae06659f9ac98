package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks of RFC 8725 and those on parsers. Tokens are signed rightly unless a test is about the signature. */
class JwtAttacksTest {

    private static final String JWK = "{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\""
            + Base64Url.encode(Keys.SECRET.getBytes(StandardCharsets.US_ASCII)) + "\"}";
    private static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"k1\"}";
    private static final String CLAIMS = "{\"sub\":\"joe\"}";

    private final SigningKey key = SigningKey.secret("k1", Secret.of(Keys.SECRET));
    private final JwtAuthenticator authenticator = JwtAuthenticator.forKey(JWK);

    private static void rejected(JwtAuthenticator authenticator, String token, JwtRejection reason) {
        assertThat(authenticator.verify(token)).isEqualTo(new JwtResult.Rejected(reason));
    }

    private void rejectedHeader(String header, JwtRejection reason) {
        rejected(authenticator, Vectors.signed(key, header, CLAIMS), reason);
    }

    @Test
    void theTokenThatTheseTestsSpoilIsGood() {
        assertThat(authenticator.verify(Vectors.signed(key, HEADER, CLAIMS)))
                .isEqualTo(new JwtResult.Verified(new JwtClaims(Map.of("sub", "joe"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", " none"})
    void noneIsRejectedInWhateverLetters(String none) {
        rejectedHeader("{\"alg\":\"" + none + "\",\"kid\":\"k1\"}", JwtRejection.UNSIGNED);
        String signed = Base64Url.encode(("{\"alg\":\"" + none + "\"}").getBytes(StandardCharsets.UTF_8)) + ".e30";
        rejected(authenticator, signed + ".", JwtRejection.UNSIGNED);
        rejected(JwtAuthenticator.forKey(Vectors.ES256_KEY), signed + ".", JwtRejection.UNSIGNED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS384", "HS512", "hs256", "HS256 ", "RS256", "ES256", "EdDSA", "dir", ""})
    void anotherAlgorithmThanTheKeysIsRejected(String algorithm) {
        rejectedHeader("{\"alg\":\"" + algorithm + "\",\"kid\":\"k1\"}", JwtRejection.ALGORITHM);
    }

    @Test
    void aPublicKeyIsNoSecret() {
        for (String jwk : new String[] {Vectors.RS256_KEY, Vectors.ES256_KEY, Vectors.EDDSA_KEY}) {
            byte[] published = ((java.security.PublicKey) JwkReader.parse(JwkReader.members(
                                    jwk.replaceAll("\"d\":\"[^\"]*\",?", "").replace(",}", "}")))
                            .toKey())
                    .getEncoded();
            String token = Vectors.signed(SigningKey.secret("k", Secret.of(published)), "{\"alg\":\"HS256\"}", CLAIMS);
            rejected(JwtAuthenticator.forKey(jwk), token, JwtRejection.ALGORITHM);
        }
    }

    @Test
    void pssAndPkcs1AreNotTakenForEachOther() {
        String pss = Vectors.RS256_KEY.replace("{", "{\"alg\":\"PS256\",");
        rejected(JwtAuthenticator.forKey(pss), Vectors.RS256, JwtRejection.ALGORITHM);
        String relabelled = Base64Url.encode("{\"alg\":\"PS256\"}".getBytes(StandardCharsets.US_ASCII))
                + Vectors.RS256.substring(Vectors.RS256.indexOf('.'));
        rejected(JwtAuthenticator.forKey(pss), relabelled, JwtRejection.SIGNATURE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'jwk':{}                         | KEY_IN_HEADER
            'jku':'https://evil.example/k'   | KEY_IN_HEADER
            'x5c':['MIIB']                   | KEY_IN_HEADER
            'x5u':'https://evil.example/c'   | KEY_IN_HEADER
            'crit':['exp']                   | CRITICAL
            'crit':[]                        | CRITICAL
            'b64':false,'crit':['b64']       | CRITICAL
            'b64':true                       | CRITICAL
            'zip':'DEF'                      | COMPRESSED
            'enc':'A256GCM'                  | ENCRYPTED
            'kid':'k1'                       | DUPLICATE
            'alg':'HS256'                    | DUPLICATE
            'typ':1                          | HEADER_MALFORMED
            'cty':null                       | HEADER_MALFORMED
            'x':{'y':1,'y':2}                | DUPLICATE
            """)
    void headersThatChangeTheRulesAreRejected(String member, JwtRejection reason) {
        rejectedHeader("{\"alg\":\"HS256\",\"kid\":\"k1\"," + member.replace('\'', '"') + "}", reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "1",
                "",
                "{",
                "{}x",
                "{} {}",
                "{\"alg\":\"HS256\",}",
                "{'alg':'HS256'}",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":1}",
                "{\"alg\":\"HS256\",\"kid\":1}",
                "{\"alg\":\"HS256\",\"kid\":[\"k1\"]}",
                "\ufeff{\"alg\":\"HS256\"}"
            })
    void headersThatAreNoneAreRejected(String header) {
        rejectedHeader(header, JwtRejection.HEADER_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../dev/null", "k1' OR '1'='1", "K1", "k1\\u0000", "", "|/usr/bin/id"})
    void aKeyIdIsComparedAndNothingElse(String id) {
        rejectedHeader("{\"alg\":\"HS256\",\"kid\":\"" + id + "\"}", JwtRejection.KEY_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a.b.c.d", "a.b.c.d.e.f", "", ".", "...."})
    void otherThanThreeSegmentsAreRejected(String token) {
        assertThat(authenticator.verify(token)).isInstanceOf(JwtResult.Rejected.class);
        assertThat(authenticator.verify(token))
                .isEqualTo(
                        new JwtResult.Rejected(token.equals("....") ? JwtRejection.ENCRYPTED : JwtRejection.SEGMENTS));
    }

    @Test
    void aSecondSpellingOfTheSameBytesIsRejected() {
        String token = Vectors.signed(key, HEADER, CLAIMS);
        rejected(authenticator, token + "=", JwtRejection.ENCODING);
        rejected(authenticator, token + "\n", JwtRejection.ENCODING);
        rejected(authenticator, " " + token, JwtRejection.ENCODING);
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // 43 characters hold two bits more than 32 bytes.
        String other = token.substring(0, token.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
        assertThat(Base64.getUrlDecoder().decode(Vectors.signatureOf(other)))
                .isEqualTo(Base64.getUrlDecoder().decode(Vectors.signatureOf(token)));
        rejected(authenticator, other, JwtRejection.ENCODING);
        rejected(authenticator, Vectors.signedPartOf(token) + "." + standardAlphabet(), JwtRejection.ENCODING);
    }

    private static String standardAlphabet() {
        return "+/".repeat(20) + "AAA";
    }

    @Test
    void charactersThatLookTheSameToAMacAreRejected() {
        String token = Vectors.signed(key, HEADER, CLAIMS);
        for (int i = 0; i < token.length(); i++) {
            char shifted = (char) (token.charAt(i) + 0x100);
            String other = token.substring(0, i) + shifted + token.substring(i + 1);
            assertThat(authenticator.verify(other)).isInstanceOf(JwtResult.Rejected.class);
        }
    }

    @Test
    void whatIsTooLongIsNotRead() {
        String token = Vectors.signed(key, HEADER, "{\"a\":\"" + "x".repeat(6200) + "\"}");
        rejected(authenticator, token, JwtRejection.TOO_LARGE);
        JwtAuthenticator wide =
                JwtAuthenticator.builder().jwk(JWK).maxBytes(65_536).build();
        assertThat(wide.verify(token)).isInstanceOf(JwtResult.Verified.class);
    }

    @Test
    void depthAndNumbersAreBounded() {
        rejected(
                authenticator,
                claims("{\"a\":" + "[".repeat(3000) + "]".repeat(3000) + "}"),
                JwtRejection.CLAIMS_MALFORMED);
        rejected(authenticator, claims("{\"a\":" + "9".repeat(3000) + "}"), JwtRejection.CLAIMS_MALFORMED);
        assertThat(authenticator.verify(claims("{\"a\":1e999999999}"))).isInstanceOf(JwtResult.Verified.class);
    }

    private String claims(String json) {
        return Vectors.signed(key, HEADER, json);
    }

    @Test
    void bytesThatAreNoUtf8AreRejected() {
        byte[] json = "{\"sub\":\"jo?\"}".getBytes(StandardCharsets.US_ASCII);
        json[10] = (byte) 0xc0;
        rejected(authenticator, Vectors.signed(key, HEADER, json), JwtRejection.CLAIMS_MALFORMED);
        rejected(
                authenticator,
                Vectors.signed(key, HEADER, CLAIMS.getBytes(StandardCharsets.UTF_16LE)),
                JwtRejection.CLAIMS_MALFORMED);
    }

    /** Every bit of every character; of signatures that are slow to verify, a bit of every character. */
    @ParameterizedTest
    @CsvSource({"HS256, 7", "ES256, 1", "EDDSA, 1"})
    void aFlippedBitAnywhereRejects(String vector, int bits) throws ReflectiveOperationException {
        String token = (String) Vectors.class.getDeclaredField(vector).get(null);
        JwtAuthenticator one = JwtAuthenticator.forKey(
                (String) Vectors.class.getDeclaredField(vector + "_KEY").get(null));
        assertThat(one.verifySignature(token)).isInstanceOf(JwsResult.Verified.class);
        for (int i = 0; i < token.length(); i++) {
            for (int bit = i % 7; bit < i % 7 + bits; bit++) {
                String other = token.substring(0, i) + (char) (token.charAt(i) ^ 1 << bit % 7) + token.substring(i + 1);
                assertThat(one.verifySignature(other))
                        .as("bit %s of %s", bit % 7, i)
                        .isInstanceOf(JwsResult.Rejected.class);
            }
        }
    }

    @Test
    void randomTextsAreRejected() {
        Random dice = new Random(7519);
        String alphabet = "eyJhbGciOiJIUzI1NiJ9.-_=+/ \u00fc\ud83d{}\":,";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder token = new StringBuilder();
            for (int i = dice.nextInt(120); i > 0; i--) {
                token.append(alphabet.charAt(dice.nextInt(alphabet.length())));
            }
            assertThat(authenticator.verify(token.toString())).isInstanceOf(JwtResult.Rejected.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "ff"})
    void numbersOfASignatureThatAreOutOfRangeAreRejected(String octet) {
        int value = Integer.parseInt(octet, 16);
        byte[] signature = new byte[64];
        java.util.Arrays.fill(signature, (byte) value);
        String token = Vectors.signedPartOf(Vectors.ES256) + "." + Base64Url.encode(signature);
        rejected(JwtAuthenticator.forKey(Vectors.ES256_KEY), token, JwtRejection.SIGNATURE);
    }
}
