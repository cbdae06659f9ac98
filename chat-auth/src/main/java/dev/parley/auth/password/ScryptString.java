package dev.parley.auth.password;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A stored hash of scrypt (RFC 7914), in one of two forms: the PHC string {@code $scrypt$ln=16,r=8,p=1$salt$hash} with
 * base64 without padding, and that of Spring Security, {@code $100801$salt$hash}, which has the three numbers in
 * hexadecimal digits.
 */
final class ScryptString {

    /** 128 MiB: 2^17 · 8 blocks of 128 bytes, the strongest that OWASP names. A planted hash can't claim more. */
    private static final long MAX_BLOCKS = 1L << 20;

    /** Bounds the time likewise: two runs of that much. */
    private static final long MAX_WORK = 1L << 21;

    private static final int MAX_LENGTH = 256;
    private static final int MAX_SALT_BYTES = 64;
    private static final int MIN_TAG_BYTES = 16;
    private static final int MAX_TAG_BYTES = 64;

    private static final Pattern PHC = Pattern.compile("\\$scrypt\\$ln=([1-9][0-9]?),r=([1-9][0-9]{0,2}),"
            + "p=([1-9][0-9]{0,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final Pattern SPRING =
            Pattern.compile("\\$([0-9a-f]{1,2})([0-9a-f]{2})([0-9a-f]{2})\\$([A-Za-z0-9+/]+=*)\\$([A-Za-z0-9+/]+=*)");

    private final int logCost;
    private final int blockSize;
    private final int parallelism;
    private final byte[] salt;
    private final byte[] tag;

    private ScryptString(Matcher matcher, int radix) {
        this.logCost = Integer.parseInt(matcher.group(1), radix);
        this.blockSize = Integer.parseInt(matcher.group(2), radix);
        this.parallelism = Integer.parseInt(matcher.group(3), radix);
        this.salt = Base64.getDecoder().decode(matcher.group(4));
        this.tag = Base64.getDecoder().decode(matcher.group(5));
    }

    /** {@return the parts of a string, or nothing for one that is not understood or out of bounds} */
    static Optional<ScryptString> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher phc = PHC.matcher(text);
        Matcher spring = SPRING.matcher(text);
        try {
            if (phc.matches()) {
                return Optional.of(new ScryptString(phc, 10)).filter(ScryptString::withinBounds);
            }
            return spring.matches()
                    ? Optional.of(new ScryptString(spring, 16)).filter(ScryptString::withinBounds)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            // No base64.
            return Optional.empty();
        }
    }

    private boolean withinBounds() {
        if (logCost < 1 || logCost > 30 || blockSize < 1 || parallelism < 1) {
            return false;
        }
        long blocks = (1L << logCost) * blockSize;
        return blocks <= MAX_BLOCKS
                && blocks * parallelism <= MAX_WORK
                // RFC 7914, section 6: N < 2^(128 · r / 8).
                && logCost < 16 * blockSize
                && salt.length <= MAX_SALT_BYTES
                && tag.length >= MIN_TAG_BYTES
                && tag.length <= MAX_TAG_BYTES;
    }

    /** Wipes the password when done. */
    boolean madeFrom(byte[] password) {
        try {
            byte[] made = SCrypt.generate(password, salt, 1 << logCost, blockSize, parallelism, tag.length);
            boolean same = MessageDigest.isEqual(made, tag);
            Arrays.fill(made, (byte) 0);
            return same;
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
