package dev.parley.auth.password;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * A stored hash of bcrypt: {@code $2b$12$} and 53 characters of salt and hash. {@code $2a$} and {@code $2y$} are the same
 * function; {@code $2x$} marks hashes of a defective one and is not read.
 */
final class BcryptString {

    /** The cost is a power of two, 2^31 at most: that would be weeks. 2^14 is about a second. */
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

    private final String text;

    private BcryptString(String text) {
        this.text = text;
    }

    /** {@return the string, or nothing for one that is not understood or out of bounds} */
    static Optional<BcryptString> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new BcryptString(text)) : Optional.empty();
    }

    /** Wipes the password when done. Of the password, the first 72 bytes count, as they did when it was hashed. */
    boolean madeFrom(byte[] password) {
        try {
            return OpenBSDBCrypt.checkPassword(text, password);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
