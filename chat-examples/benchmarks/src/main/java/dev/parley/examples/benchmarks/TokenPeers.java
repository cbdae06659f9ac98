package dev.parley.examples.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.io.AbstractDeserializer;
import java.io.IOException;
import java.io.Reader;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;

/** Other libraries that verify the same token with the same demands: signature, issuer, audience, end. */
final class TokenPeers {

    private final JwtParser jjwt;
    private final JWSVerifier nimbus;
    private final DefaultJWTClaimsVerifier<SecurityContext> nimbusClaims = new DefaultJWTClaimsVerifier<>(
            TokenDoor.AUDIENCE,
            new JWTClaimsSet.Builder().issuer(TokenDoor.ISSUER).build(),
            Set.of("exp"));
    private final JWTVerifier javaJwt;

    /**
     * Peers for a key.
     *
     * @param key the key; java-jwt has no EdDSA and then verifies nothing
     */
    TokenPeers(JWK key) {
        try {
            io.jsonwebtoken.JwtParserBuilder parser = Jwts.parser()
                    .json(new MapReader())
                    .requireIssuer(TokenDoor.ISSUER)
                    .requireAudience(TokenDoor.AUDIENCE);
            switch (key.getKeyType().getValue()) {
                case "oct" -> {
                    SecretKey secret = key.toOctetSequenceKey().toSecretKey("HmacSHA256");
                    jjwt = parser.verifyWith(secret).build();
                    nimbus = new MACVerifier(secret);
                    javaJwt = verifier(Algorithm.HMAC256(secret.getEncoded()));
                }
                case "RSA" -> {
                    PublicKey published = key.toRSAKey().toPublicKey();
                    jjwt = parser.verifyWith(published).build();
                    nimbus = new RSASSAVerifier(key.toRSAKey());
                    javaJwt = verifier(Algorithm.RSA256(key.toRSAKey().toRSAPublicKey(), null));
                }
                case "EC" -> {
                    PublicKey published = key.toECKey().toPublicKey();
                    jjwt = parser.verifyWith(published).build();
                    nimbus = new ECDSAVerifier(key.toECKey());
                    javaJwt = verifier(Algorithm.ECDSA256(key.toECKey().toECPublicKey(), null));
                }
                default -> {
                    PublicKey published = edwards(key);
                    jjwt = parser.verifyWith(published).build();
                    nimbus = new Ed25519Verifier(key.toOctetKeyPair().toPublicJWK());
                    javaJwt = verifier(Algorithm.none());
                }
            }
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey edwards(JWK key) {
        return (PublicKey) io.jsonwebtoken.security.Jwks.parser()
                .json(new MapReader())
                .build()
                .parse(key.toPublicJWK().toJSONString())
                .toKey();
    }

    private static JWTVerifier verifier(Algorithm algorithm) {
        return JWT.require(algorithm)
                .withIssuer(TokenDoor.ISSUER)
                .withAudience(TokenDoor.AUDIENCE)
                .build();
    }

    boolean jjwt(String token) {
        try {
            return jjwt.parseSignedClaims(token) != null;
        } catch (JwtException e) {
            return false;
        }
    }

    boolean nimbus(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(nimbus)
                    || !new JOSEObjectType("at+jwt").equals(jwt.getHeader().getType())) {
                return false;
            }
            nimbusClaims.verify(jwt.getJWTClaimsSet(), null);
            return true;
        } catch (ParseException | JOSEException | BadJOSEException e) {
            return false;
        }
    }

    boolean javaJwt(String token) {
        try {
            return javaJwt.verify(token) != null;
        } catch (JWTVerificationException e) {
            return false;
        }
    }

    /** What jjwt's own module for Jackson does. */
    private static final class MapReader extends AbstractDeserializer<Map<String, ?>> {

        private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
        private final ObjectMapper mapper = new ObjectMapper();

        @Override
        protected Map<String, ?> doDeserialize(Reader reader) throws IOException {
            return mapper.readValue(reader, MAP);
        }
    }
}
