package dev.parley.auth.token;

import java.util.Locale;

/** Why a token was rejected. The {@linkplain #id() id} is stable; new ones may be added. */
public enum JwtRejection {
    /** It is longer than the limit; nothing of it was read. */
    TOO_LARGE,
    /** It does not have exactly three segments. */
    SEGMENTS,
    /** It has five segments or says how it is encrypted; only signed tokens are verified. */
    ENCRYPTED,
    /** A segment is not canonical base64url without padding. */
    ENCODING,
    /** The header is no JSON object, or a member of it is of the wrong type. */
    HEADER_MALFORMED,
    /** A member of the header or a claim is there twice. */
    DUPLICATE,
    /** The header names no algorithm, or {@code none} in whatever letters. */
    UNSIGNED,
    /** The header names another algorithm than the one that the key is for. */
    ALGORITHM,
    /** The header brings or points to a key or a certificate: {@code jwk}, {@code jku}, {@code x5c}, {@code x5u}. */
    KEY_IN_HEADER,
    /** The header has critical extensions; none is known here. */
    CRITICAL,
    /** The header says that the payload is compressed. */
    COMPRESSED,
    /** The type in the header is not the one that is demanded. */
    TYPE,
    /** No key, or not just one, has the id that the token names. */
    KEY_UNKNOWN,
    /** The signature is not that of the key. */
    SIGNATURE,
    /** The payload is no JSON object, or a registered claim is of the wrong type or out of bounds. */
    CLAIMS_MALFORMED,
    /** A claim that is demanded is not there. */
    CLAIM_MISSING,
    /** Its time is over. */
    EXPIRED,
    /** Its time has not begun. */
    NOT_YET_VALID,
    /** It was issued in the future. */
    ISSUED_IN_FUTURE,
    /** It is not from the issuer that is demanded. */
    ISSUER,
    /** It is not for the audience that is demanded. */
    AUDIENCE;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** {@return the stable id, for example {@code key_unknown}} */
    public String id() {
        return id;
    }
}
