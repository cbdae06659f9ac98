package dev.parley.auth.token;

import dev.parley.core.auth.Secret;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.lang.Supplier;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PrivateJwk;
import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key of this system: verifies, and signs if its private part is there.
 *
 * @param verifying to verify with
 * @param id its key id
 * @param signing to sign with, or null
 * @param material the bytes of the private part, from which others are derived, or null
 * @param published the JWK for everybody, or null for a shared secret
 */
record SigningKey(
        SignatureKey verifying,
        String id,
        @Nullable Key signing,
        @Nullable Secret material,
        @Nullable Map<String, Object> published) {

    private static final List<String> PUBLIC_MEMBERS = List.of("kty", "crv", "x", "y", "n", "e");

    /**
     * A key from its JWK. Without a {@code kid} its id is its thumbprint (RFC 7638).
     *
     * @param members of the JWK
     * @return the key
     */
    static SigningKey of(Map<String, @Nullable Object> members) {
        Map<String, Object> jwk = new LinkedHashMap<>();
        members.forEach((name, value) -> Optional.ofNullable(value).ifPresent(it -> jwk.put(name, it)));
        SignatureKey unnamed = JwkReader.verifying(jwk);
        String id = Optional.ofNullable(unnamed.id())
                .orElseGet(() -> JwkReader.parse(jwk).thumbprint().toString());
        jwk.put("kid", id);
        SignatureKey verifying = JwkReader.verifying(jwk);
        if (verifying.algorithm().symmetric()) {
            return secret(verifying, id, Secret.of(JwkReader.secret(jwk)));
        }
        Map<String, Object> published = new LinkedHashMap<>();
        PUBLIC_MEMBERS.stream().filter(jwk::containsKey).forEach(name -> published.put(name, jwk.get(name)));
        published.put("kid", id);
        published.put("use", "sig");
        published.put("alg", verifying.algorithm().id());
        if (!(jwk.get("d") instanceof String d)) {
            return new SigningKey(verifying, id, null, null, published);
        }
        if (!(JwkReader.parse(jwk) instanceof PrivateJwk<?, ?, ?> pair)) {
            throw JwkReader.fault("its private part can't be used");
        }
        return new SigningKey(verifying, id, pair.toKey(), Secret.of(d), published).tried();
    }

    /**
     * A key that is a shared secret.
     *
     * @param id its id
     * @param bytes the secret, at least 32
     * @return the key
     */
    static SigningKey secret(String id, Secret bytes) {
        return secret(SignatureKey.secret(id, new SecretKeySpec(bytes.bytes(), "HmacSHA256")), id, bytes);
    }

    private static SigningKey secret(SignatureKey verifying, String id, Secret bytes) {
        return new SigningKey(verifying, id, new SecretKeySpec(bytes.bytes(), "HmacSHA256"), bytes, null);
    }

    /** A private part that does not belong to the public one would sign tokens that nobody accepts. */
    private SigningKey tried() {
        String token = sign("JWT", Map.of("try", 1));
        int end = token.lastIndexOf('.');
        byte[] signature = Base64Url.decode(token, end + 1, token.length());
        if (signature == null || !verifying.verify(token, end, signature)) {
            throw JwkReader.fault("its private part does not belong to its public part");
        }
        return this;
    }

    /**
     * Signs a token.
     *
     * @param type the {@code typ} of its header
     * @param claims what it says
     * @return the compact token
     */
    String sign(String type, Map<String, Object> claims) {
        JwtBuilder token = Jwts.builder()
                .json(new StrictJson.Serializer())
                .header()
                .type(type)
                .keyId(id)
                .and()
                .claims(claims);
        if (signing instanceof SecretKey secret) {
            return token.signWith(secret, verifying.algorithm().mac()).compact();
        }
        if (signing instanceof PrivateKey key) {
            return token.signWith(key, verifying.algorithm().signature()).compact();
        }
        throw JwkReader.fault("the current key has no private part to sign with");
    }

    boolean sameAs(SigningKey other) {
        return id.equals(other.id) && verifying.sameAs(other.verifying) && Objects.equals(material, other.material);
    }

    /** {@return the private part, of a key that has one} */
    Secret secretMaterial() {
        return Objects.requireNonNull(material, "material");
    }

    /** Shows no more than the id. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }

    /**
     * A new key pair as a private JWK, named by its thumbprint.
     *
     * @param algorithm one that is not symmetric
     * @return its members
     */
    static Map<String, Object> generate(JwsAlgorithm algorithm) {
        // By the curve, for jjwt's EdDSA prefers Ed448.
        KeyPair pair = algorithm == JwsAlgorithm.EDDSA
                ? Jwks.CRV.Ed25519.keyPair().build()
                : algorithm.signature().keyPair().build();
        Map<String, Object> jwk = new LinkedHashMap<>();
        Jwks.builder()
                .<PublicKey, PrivateKey>keyPair(pair)
                .idFromThumbprint()
                .build()
                .forEach((name, value) -> jwk.put(name, value instanceof Supplier<?> hidden ? hidden.get() : value));
        jwk.put("use", "sig");
        jwk.put("alg", algorithm.id());
        return jwk;
    }
}
