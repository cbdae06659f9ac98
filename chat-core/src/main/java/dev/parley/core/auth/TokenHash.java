package dev.parley.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What is stored of a random token: its SHA-256. A slow hash would protect a password, which people choose; of 256 random
 * bits there is nothing to guess. Immutable.
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record TokenHash(String hex) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @param hex as in the record
     * @throws IllegalArgumentException if it is no SHA-256
     */
    public TokenHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("hex must be 64 hexadecimal digits in lower case");
        }
    }

    /**
     * Hashes a token.
     *
     * @param token the token, of which the UTF-8 bytes count
     * @return its hash
     */
    public static TokenHash of(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return new TokenHash(HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must provide SHA-256", e);
        }
    }

    /** Shows the first digits only. */
    @Override
    public String toString() {
        return "TokenHash[" + hex.substring(0, 8) + "…]";
    }
}
