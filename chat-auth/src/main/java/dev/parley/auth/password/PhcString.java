package dev.parley.auth.password;

import dev.parley.core.error.ChatException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An Argon2id hash in the PHC string format, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, with base64 without
 * padding. Only the form that the reference implementation writes is read: one hash, one spelling. A hash that a pepper
 * went into has {@code ,keyid=} after the parallelism, which names the version of the pepper.
 */
final class PhcString {

    /** Longer than any string within the bounds of {@link Argon2Parameters}. */
    private static final int MAX_LENGTH = 256;

    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19"
            + "\\$m=([1-9][0-9]{0,8}),t=([1-9][0-9]{0,8}),p=([1-9][0-9]{0,8})"
            + "(?:,keyid=([A-Za-z0-9+/]{11}))?"
            + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final Argon2Parameters parameters;
    private final @Nullable String keyId;
    private final byte[] salt;
    private final byte[] tag;

    /** Takes the arrays as its own. */
    PhcString(Argon2Parameters parameters, @Nullable String keyId, byte[] salt, byte[] tag) {
        this.parameters = parameters;
        this.keyId = keyId;
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
            byte[] salt = Base64.getDecoder().decode(matcher.group(5));
            byte[] tag = Base64.getDecoder().decode(matcher.group(6));
            Argon2Parameters parameters = new Argon2Parameters(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)),
                    salt.length,
                    tag.length);
            PhcString phc = new PhcString(parameters, matcher.group(4), salt, tag);
            // The decoder ignores stray bits in the last character of a part.
            return phc.format().equals(text) ? Optional.of(phc) : Optional.empty();
        } catch (IllegalArgumentException | ChatException e) {
            return Optional.empty();
        }
    }

    Argon2Parameters parameters() {
        return parameters;
    }

    /** {@return which version of the pepper went into the hash, or null if none did} */
    @Nullable
    String keyId() {
        return keyId;
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
                + parameters.parallelism() + (keyId == null ? "" : ",keyid=" + keyId) + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(tag);
    }
}
