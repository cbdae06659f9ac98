package dev.parley.web.headers;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The word that names the scripts and styles of one answer in its policy. To be made anew for each answer. Immutable.
 *
 * @param value 22 to 128 characters of base64url: 128 bits or more
 */
public record CspNonce(String value) {

    private static final int BYTES = 18;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22,128}");

    /**
     * Checks the form.
     *
     * @param value as in the record
     * @throws IllegalArgumentException if it has another
     */
    public CspNonce {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a nonce must be 22 to 128 characters of base64url");
        }
    }

    /**
     * A new nonce of 144 bits.
     *
     * @param random where the bits come from
     * @return the nonce
     */
    public static CspNonce next(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new CspNonce(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
