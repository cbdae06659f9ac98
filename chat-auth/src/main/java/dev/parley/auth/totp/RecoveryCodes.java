package dev.parley.auth.totp;

import dev.parley.core.auth.TokenHash;
import java.security.SecureRandom;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;

/**
 * Makes and reads recovery codes: 80 random bits each, in base32 and four groups. Random enough for a fast hash: nobody
 * can go through 2^80 of them.
 */
final class RecoveryCodes {

    static final int COUNT = 10;

    private static final int BYTES = 10;
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]+");
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{16}");

    private RecoveryCodes() {}

    static List<String> make(SecureRandom random) {
        Set<String> codes = new LinkedHashSet<>();
        while (codes.size() < COUNT) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            String code = Base32.toBase32String(bytes).toLowerCase(Locale.ROOT);
            codes.add(String.join(
                    "-", code.substring(0, 4), code.substring(4, 8), code.substring(8, 12), code.substring(12)));
        }
        return List.copyOf(codes);
    }

    /** {@return the hash of a code, however it was grouped and written; nothing for what is no code} */
    static Optional<TokenHash> hash(String entered) {
        String code = BETWEEN.matcher(entered).replaceAll("").toLowerCase(Locale.ROOT);
        return FORM.matcher(code).matches() ? Optional.of(TokenHash.of(code)) : Optional.empty();
    }
}
