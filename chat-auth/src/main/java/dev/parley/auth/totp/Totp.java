package dev.parley.auth.totp;

import dev.parley.core.auth.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238) over HMAC-SHA-1, in steps of 30 seconds from the epoch: what authenticator apps
 * compute. Immutable and thread-safe. Says which step a password belongs to; that a step is used once is its caller's to
 * see to.
 */
public final class Totp {

    /** How long a password is shown. */
    public static final Duration PERIOD = Duration.ofSeconds(30);

    private static final String ALGORITHM = "HmacSHA1";

    /** RFC 6238, section 5.2, has one step for the way of the password; the other is for clocks that run ahead. */
    private static final int WINDOW = 1;

    private final int digits;
    private final int modulus;

    /**
     * One-time passwords of a length.
     *
     * @param digits how many digits a password has, 6 to 8; most apps know 6 only
     * @throws IllegalArgumentException if it is out of bounds
     */
    public Totp(int digits) {
        if (digits < 6 || digits > 8) {
            throw new IllegalArgumentException("digits must be 6 to 8");
        }
        this.digits = digits;
        this.modulus = (int) Math.pow(10, digits);
    }

    /** One-time passwords of 6 digits. */
    public Totp() {
        this(6);
    }

    /** {@return how many digits a password has} */
    public int digits() {
        return digits;
    }

    /**
     * The step at an instant.
     *
     * @param instant the instant
     * @return how many periods have passed since the epoch
     */
    public static long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), PERIOD.toSeconds());
    }

    /**
     * The password of a step (RFC 4226, section 5.3).
     *
     * @param secret the shared secret
     * @param step the step
     * @return the password, with leading zeros
     */
    public String passwordAt(Secret secret, long step) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF;
            int truncated = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            String number = Integer.toString(truncated % modulus);
            return "0".repeat(digits - number.length()) + number;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform must provide " + ALGORITHM, e);
        }
    }

    /**
     * Finds the step that a password belongs to: the present one, the one before or the one after. Takes the same time for
     * all passwords of the right length.
     *
     * @param secret the shared secret
     * @param password what was entered, digits only
     * @param now the present
     * @return the step, or nothing if the password is wrong
     */
    public OptionalLong stepOf(Secret secret, String password, Instant now) {
        byte[] entered = password.getBytes(StandardCharsets.UTF_8);
        long present = stepAt(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = present - WINDOW; step <= present + WINDOW; step++) {
            byte[] expected = passwordAt(secret, step).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(expected, entered)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }
}
