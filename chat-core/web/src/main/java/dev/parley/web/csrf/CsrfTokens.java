package dev.parley.web.csrf;

import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionId;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove that a page was given one for its session: the signed double submit of the OWASP cheat sheet. 128
 * random bits, and HMAC-SHA-256 over them and the session; nothing is stored. A token lives as long as its session, and as
 * its key is accepted. Thread-safe.
 */
public final class CsrfTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "parley csrf 1";
    private static final int RANDOM_BYTES = 16;
    private static final int MIN_KEY_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("(?<random>[A-Za-z0-9_-]{22})\\.(?<mac>[A-Za-z0-9_-]{43})");

    private final SecretSource secrets;
    private final String name;
    private final SecureRandom random;

    /**
     * Tokens.
     *
     * @param secrets where the key is
     * @param name of the key: 32 bytes or more
     * @param random where random bits come from
     */
    public CsrfTokens(SecretSource secrets, String name, SecureRandom random) {
        this.secrets = secrets;
        this.name = name;
        this.random = random;
    }

    /**
     * A new token.
     *
     * @param session whose token it is
     * @return 66 characters that may stand in a cookie and in a header
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if there is no key, or a short one
     */
    public String issue(SessionId session) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return text + "." + mac(secrets.current(name), session, text);
    }

    /**
     * Whether a token was issued for a session, with a key that is still accepted.
     *
     * @param token what came
     * @param session whose token it must be
     * @return whether it is
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if there is no key, or a short one
     */
    public boolean verify(String token, SessionId session) {
        var parts = FORM.matcher(token);
        if (!parts.matches()) {
            return false;
        }
        boolean verified = false;
        for (SecretSource.Version version : secrets.accepted(name)) {
            verified |= same(mac(version, session, parts.group("random")), parts.group("mac"));
        }
        return verified;
    }

    /** Takes the same time wherever the first difference is. */
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String mac(SecretSource.Version version, SessionId session, String text) {
        if (version.value().length() < MIN_KEY_BYTES) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "The secret '" + name + "' must have 32 bytes or more", null);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(version.value().bytes(), ALGORITHM));
            // No part can hold the separator, so that no two inputs look alike.
            String input = PURPOSE + "!" + session.value() + "!" + text;
            byte[] tag = mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw ChatException.fault(ErrorCode.INTERNAL, "The platform has no " + ALGORITHM, e);
        }
    }
}
