package dev.parley.auth.token;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signed tokens in the compact form: JWS (RFC 7515) and JWT (RFC 7519), by the rules of RFC 8725. Thread-safe.
 *
 * <ul>
 *   <li>The algorithm is that of the key, see {@link JwsAlgorithm}: HS256, RS256, PS256, ES256 or EdDSA with Ed25519. A
 *       token that names another, or none, is rejected.
 *   <li>Of several keys the one with the token's {@code kid} counts. Keys in the token, or addresses of keys, reject it.
 *   <li>Critical extensions, compression, encryption, members that are there twice and base64url that is not canonical
 *       reject it.
 *   <li>{@code exp}, {@code nbf} and {@code iat} are checked where they are there; issuer, audience and type where they
 *       are demanded.
 * </ul>
 *
 * <p>Whatever the token, no method throws, and the time that it takes is linear in its length, which is bounded. What is
 * cheap is checked first, and the payload is not parsed before the signature holds.
 */
public final class JwtAuthenticator {

    /** How long a token may be by default, in bytes. */
    public static final int DEFAULT_MAX_BYTES = 8192;

    private static final int SIGNED_SEGMENTS = 3;
    private static final int ENCRYPTED_SEGMENTS = 5;

    private final Supplier<KeyRing> keys;
    private final ClaimRules rules;
    private final @Nullable String type;
    private final int maxBytes;
    private final KnownHeaders known = new KnownHeaders();

    JwtAuthenticator(Supplier<KeyRing> keys, ClaimRules rules, @Nullable String type, int maxBytes) {
        this.keys = keys;
        this.rules = rules;
        this.type = type;
        this.maxBytes = maxBytes;
    }

    /**
     * Verifies with one key, and demands neither issuer nor audience nor type; the clock is the system's, without leeway.
     *
     * @param jwkJson the key as JSON Web Key (RFC 7517); of a private one the public part is used. It is for the algorithm in
     *     its {@code alg}; without one, for HS256 ({@code oct}), RS256 ({@code RSA}), ES256 ({@code EC}, P-256) or EdDSA
     *     ({@code OKP}, Ed25519). If it has a {@code kid}, tokens with another are rejected.
     * @return the authenticator
     * @throws dev.parley.core.error.ChatException {@code CONFIGURATION} if the key is malformed, too weak, of another kind or
     *     not for signatures; the message does not hold it
     */
    public static JwtAuthenticator forKey(String jwkJson) {
        return builder().jwk(jwkJson).build();
    }

    /** {@return a builder, for keys and demands} */
    public static JwtAuthenticatorBuilder builder() {
        return new JwtAuthenticatorBuilder();
    }

    /**
     * Verifies a JWT: its signature and its claims.
     *
     * @param compact the token, as received
     * @return its claims, or why it is rejected
     */
    public JwtResult verify(String compact) {
        Object payload = signed(compact);
        if (!(payload instanceof byte[] json)) {
            return new JwtResult.Rejected((JwtRejection) payload);
        }
        JwtClaims claims;
        try {
            claims = new JwtClaims(StrictJson.read(json));
        } catch (JsonRefused e) {
            return new JwtResult.Rejected(e.duplicate() ? JwtRejection.DUPLICATE : JwtRejection.CLAIMS_MALFORMED);
        }
        JwtRejection problem = rules.check(claims);
        return problem == null ? new JwtResult.Verified(claims) : new JwtResult.Rejected(problem);
    }

    /**
     * Verifies the signature of a JWS, whose payload may be anything: nothing in it is looked at, so a JWT passes here even
     * if its time is over.
     *
     * @param compactJws the signed bytes in the compact form
     * @return the payload, or why it is rejected
     */
    public JwsResult verifySignature(String compactJws) {
        Object payload = signed(compactJws);
        return payload instanceof byte[] bytes
                ? new JwsResult.Verified(bytes)
                : new JwsResult.Rejected((JwtRejection) payload);
    }

    int maxBytes() {
        return maxBytes;
    }

    /** The payload as bytes, or a {@link JwtRejection}. */
    private Object signed(String compact) {
        if (compact.length() > maxBytes) {
            return JwtRejection.TOO_LARGE;
        }
        int headerEnd = compact.indexOf('.');
        int payloadEnd = compact.indexOf('.', headerEnd + 1);
        if (headerEnd < 0 || payloadEnd < 0 || compact.indexOf('.', payloadEnd + 1) >= 0) {
            return segments(compact) == ENCRYPTED_SEGMENTS ? JwtRejection.ENCRYPTED : JwtRejection.SEGMENTS;
        }
        JwsHeader header = known.find(compact, headerEnd);
        boolean isNew = header == null;
        if (header == null) {
            JwsHeader.Reading reading = JwsHeader.read(compact, headerEnd);
            if (reading instanceof JwsHeader.Refused refused) {
                return refused.reason();
            }
            header = ((JwsHeader.Read) reading).header();
        }
        JwtRejection problem = signature(compact, payloadEnd, header);
        if (problem != null) {
            return problem;
        }
        if (isNew) {
            known.keep(header);
        }
        byte[] payload = Base64Url.decode(compact, headerEnd + 1, payloadEnd);
        return payload == null ? JwtRejection.ENCODING : payload;
    }

    private @Nullable JwtRejection signature(String compact, int payloadEnd, JwsHeader header) {
        if (type != null && !type.equals(header.type())) {
            return JwtRejection.TYPE;
        }
        SignatureKey key = keys.get().find(header.keyId());
        if (key == null) {
            return JwtRejection.KEY_UNKNOWN;
        }
        if (!key.algorithm().id().equals(header.algorithm())) {
            return JwtRejection.ALGORITHM;
        }
        byte[] signature = Base64Url.decode(compact, payloadEnd + 1, compact.length());
        if (signature == null) {
            return JwtRejection.ENCODING;
        }
        return key.verify(compact, payloadEnd, signature) ? null : JwtRejection.SIGNATURE;
    }

    private static int segments(String compact) {
        int dots = 0;
        for (int at = compact.indexOf('.'); at >= 0 && dots < SIGNED_SEGMENTS + 2; at = compact.indexOf('.', at + 1)) {
            dots++;
        }
        return dots + 1;
    }
}
