package dev.parley.auth.password;

import dev.parley.core.error.ChatException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash in the PHC string format, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, with base64 without
 * padding. Only the form that the reference implementation writes is read: one hash, one spelling.
 */
final class PhcString {

    /** Longer than any string within the bounds of {@link Argon2Parameters}. */
    private static final int MAX_LENGTH = 256;

    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19"
            + "\\$m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})"
            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Argon2Parameters parameters;
    private final byte[] salt;
    private final byte[] tag;

    /** Takes the arrays as its own. */
    PhcString(Argon2Parameters parameters, byte[] salt, byte[] tag) {
        this.parameters = parameters;
        this.salt = salt;
        this.tag = tag;
    }

    /** {@return the parts of a string, or nothing for one that is not understood or out of bounds} */
    static Optional<PhcString> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            byte[] salt = Base64.getDecoder().decode(matcher.group(4));
            byte[] tag = Base64.getDecoder().decode(matcher.group(5));
            Argon2Parameters parameters = new Argon2Parameters(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    salt.length,
                    tag.length);
            PhcString phc = new PhcString(parameters, salt, tag);
            // The decoder ignores stray bits in the last character of a part.
            return phc.format().equals(text) ? Optional.of(phc) : Optional.empty();
        } catch (IllegalArgumentException | ChatException e) {
            return Optional.empty();
        }
    }

    Argon2Parameters parameters() {
        return parameters;
    }

    /** {@return the salt itself, not a copy} */
    byte[] salt() {
        return salt;
    }

    /** {@return the hash itself, not a copy} */
    byte[] tag() {
        return tag;
    }

    String format() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + parameters.memoryKib() + ",t=" + parameters.iterations() + ",p="
                + parameters.parallelism() + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }
}
