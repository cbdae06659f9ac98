package dev.parley.auth.token;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys from JSON Web Keys (RFC 7517), and pins each to one algorithm: to the {@code alg} of the JWK, or else to the
 * one of its kind, which for RSA is RS256. What is wrong with a key is a fault that does not show the key.
 */
final class JwkReader {

    private static final int MIN_SECRET_BYTES = 32;
    private static final int MIN_MODULUS_BITS = 2048;
    private static final int MAX_MODULUS_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 64;

    private JwkReader() {}

    /**
     * Parses a JWK.
     *
     * @param json the JWK
     * @return its members
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    static Map<String, @Nullable Object> members(String json) {
        try {
            return StrictJson.read(json);
        } catch (JsonRefused e) {
            throw fault(e.duplicate() ? "a member is there twice" : "it is no JSON object");
        }
    }

    /**
     * Parses a JWK set.
     *
     * @param json the set
     * @return the members of each of its keys that are of the kinds that are supported here. The others are left out, as
     *     RFC 7517 section 5 wants it: a set may hold keys for other purposes.
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    static List<Map<String, @Nullable Object>> set(String json) {
        if (!(members(json).get("keys") instanceof List<?> keys)) {
            throw fault("it is no set, there is no list 'keys'");
        }
        List<Map<String, @Nullable Object>> supported = new ArrayList<>();
        for (Object key : keys) {
            if (!(key instanceof Map<?, ?> entries)) {
                throw fault("a member of 'keys' is no object");
            }
            Map<String, @Nullable Object> jwk = new LinkedHashMap<>();
            entries.forEach((name, value) -> jwk.put((String) name, value));
            if (algorithm(jwk) != null && forSignatures(jwk)) {
                supported.add(jwk);
            }
        }
        return supported;
    }

    /**
     * The key to verify with: the public part of an asymmetric one, even if the JWK is private.
     *
     * @param jwk the members of a JWK
     * @return the key
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if it is none, is too weak, or not for signatures
     */
    static SignatureKey verifying(Map<String, ?> jwk) {
        JwsAlgorithm algorithm = algorithm(jwk);
        if (algorithm == null) {
            throw fault("its kind or algorithm is not supported");
        }
        if (!forSignatures(jwk)) {
            throw fault("it is not for signatures");
        }
        Object kid = jwk.get("kid");
        if (kid != null && !(kid instanceof String)) {
            throw fault("its key id is no text");
        }
        String id = (String) kid;
        return switch (algorithm) {
            case HS256 -> SignatureKey.secret(id, new SecretKeySpec(secret(jwk), "HmacSHA256"));
            case RS256, PS256 -> rsa(algorithm, id, publicKey(jwk, "kty", "n", "e"));
            case ES256 -> SignatureKey.p256(id, publicKey(jwk, "kty", "crv", "x", "y"));
            case EDDSA -> ed25519(id, jwk);
        };
    }

    private static @Nullable JwsAlgorithm algorithm(Map<String, ?> jwk) {
        List<JwsAlgorithm> possible = switch (jwk.get("kty") instanceof String kty ? kty : "") {
            case "oct" -> List.of(JwsAlgorithm.HS256);
            case "RSA" -> List.of(JwsAlgorithm.RS256, JwsAlgorithm.PS256);
            case "EC" -> "P-256".equals(jwk.get("crv")) ? List.of(JwsAlgorithm.ES256) : List.of();
            case "OKP" -> "Ed25519".equals(jwk.get("crv")) ? List.of(JwsAlgorithm.EDDSA) : List.of();
            default -> List.of();
        };
        return possible.stream()
                .filter(one -> !jwk.containsKey("alg") || one.id().equals(jwk.get("alg")))
                .findFirst()
                .orElse(null);
    }

    private static boolean forSignatures(Map<String, ?> jwk) {
        boolean use = !jwk.containsKey("use") || "sig".equals(jwk.get("use"));
        boolean operations = !jwk.containsKey("key_ops")
                || (jwk.get("key_ops") instanceof List<?> list && (list.contains("verify") || list.contains("sign")));
        return use && operations;
    }

    static byte[] secret(Map<String, ?> jwk) {
        byte[] secret = jwk.get("k") instanceof String k ? Base64Url.decode(k, 0, k.length()) : null;
        if (secret == null) {
            throw fault("its secret is not base64url");
        }
        if (secret.length < MIN_SECRET_BYTES) {
            throw fault("its secret has less than 256 bits");
        }
        return secret;
    }

    private static SignatureKey rsa(JwsAlgorithm algorithm, @Nullable String id, PublicKey key) {
        BigInteger modulus = ((RSAPublicKey) key).getModulus();
        BigInteger exponent = ((RSAPublicKey) key).getPublicExponent();
        if (modulus.bitLength() < MIN_MODULUS_BITS || modulus.bitLength() > MAX_MODULUS_BITS) {
            throw fault("its modulus must have " + MIN_MODULUS_BITS + " to " + MAX_MODULUS_BITS + " bits");
        }
        if (exponent.bitLength() < 2 || exponent.bitLength() > MAX_EXPONENT_BITS || !exponent.testBit(0)) {
            throw fault("its exponent must be odd, 3 or more, and of at most " + MAX_EXPONENT_BITS + " bits");
        }
        return SignatureKey.rsa(algorithm, id, key, modulus.bitLength());
    }

    /**
     * The platform takes any 32 bytes, also a point of small order, of which everybody can make signatures, or one that is
     * not on the curve.
     */
    private static SignatureKey ed25519(@Nullable String id, Map<String, ?> jwk) {
        PublicKey key = publicKey(jwk, "kty", "crv", "x");
        byte[] point = jwk.get("x") instanceof String x ? Base64Url.decode(x, 0, x.length()) : null;
        if (point == null || point.length != Ed25519.PUBLIC_KEY_SIZE || !Ed25519.validatePublicKeyFull(point, 0)) {
            throw fault("its point is none that a private key has");
        }
        return SignatureKey.ed25519(id, key);
    }

    private static PublicKey publicKey(Map<String, ?> jwk, String... members) {
        Map<String, Object> part = new LinkedHashMap<>();
        for (String member : members) {
            if (!(jwk.get(member) instanceof String text)) {
                throw fault("it lacks '" + member + "'");
            }
            part.put(member, text);
        }
        return (PublicKey) parse(part).toKey();
    }

    /**
     * Lets jjwt make keys of a JWK; it checks that points lie on their curve.
     *
     * @param members of the JWK
     * @return what jjwt made of it
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    static Jwk<?> parse(Map<String, ?> members) {
        try {
            return Jwks.parser().json(new StrictJson.Deserializer()).build().parse(StrictJson.write(members));
        } catch (JwtException | IllegalArgumentException e) {
            // Without the cause: jjwt's messages may hold what was in the key.
            throw fault("its numbers make no key");
        }
    }

    static ChatException fault(String problem) {
        return ChatException.fault(ErrorCode.CONFIGURATION, "A JSON Web Key can't be used: " + problem, null);
    }
}
