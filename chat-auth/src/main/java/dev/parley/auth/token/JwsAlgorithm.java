package dev.parley.auth.token;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.SignatureAlgorithm;

/**
 * The signature algorithms that are supported (RFC 7518, RFC 8037). A key is for one of them, and a token never chooses.
 */
public enum JwsAlgorithm {
    /** HMAC with SHA-256, with a secret of at least 256 bits. */
    HS256("HS256"),
    /** RSASSA-PKCS1-v1_5 with SHA-256, with a key of at least 2048 bits. */
    RS256("RS256"),
    /** RSASSA-PSS with SHA-256, with a key of at least 2048 bits. */
    PS256("PS256"),
    /** ECDSA on P-256 with SHA-256. */
    ES256("ES256"),
    /** EdDSA with Ed25519. */
    EDDSA("EdDSA");

    private final String id;

    JwsAlgorithm(String id) {
        this.id = id;
    }

    /** {@return the name in the header of a token and in a JWK} */
    public String id() {
        return id;
    }

    /** {@return whether who verifies can also sign} */
    boolean symmetric() {
        return this == HS256;
    }

    MacAlgorithm mac() {
        return Jwts.SIG.HS256;
    }

    SignatureAlgorithm signature() {
        return switch (this) {
            case RS256 -> Jwts.SIG.RS256;
            case PS256 -> Jwts.SIG.PS256;
            case ES256 -> Jwts.SIG.ES256;
            case EDDSA -> Jwts.SIG.EdDSA;
            case HS256 -> throw new IllegalStateException("HS256 makes no signatures");
        };
    }
}
