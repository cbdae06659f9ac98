package dev.parley.auth.password;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which passwords may be chosen, after NIST SP 800-63B-4, section 3.1.1.2. Immutable and thread-safe. It is asked when a
 * password is set, never at login: who has an older one goes on with it.
 *
 * <ul>
 *   <li>Length, in code points: 15 at least, or 8 for a user with a second factor; 256 at most. There are no rules on
 *       kinds of characters, and a password never expires.
 *   <li>On no blocklist: neither as received nor in lower case without white space around it.
 *   <li>Not of one or two parts only, however often repeated, where a part is one of the 10,000 most common passwords, a
 *       sequence, a row of keys, or one character, and white space is none. This is for {@code password12345678} and {@code qwertyqwertyqwerty}:
 *       few common passwords are as long as 15, so that a list alone would refuse almost none. Three different words
 *       pass.
 *   <li>At least 8 code points beside the context words: those that an attacker tries first for this user, such as the
 *       parts of the login name, the display name and the name of the service, with 3 code points or more.
 * </ul>
 *
 * <p>Nothing is changed in the password that is hashed: neither trimmed nor normalised. Case and white space are put
 * aside for these comparisons only.
 */
public final class PasswordPolicy {

    /** How many code points a password needs that is the only factor (NIST SP 800-63B-4, section 3.1.1.2). */
    public static final int MIN_SINGLE_FACTOR = 15;

    private static final int MIN_WITH_SECOND_FACTOR = 8;
    private static final int MAX = 256;
    private static final int MIN_BESIDE_CONTEXT = 8;
    private static final int MIN_DIFFERENT_PARTS = 3;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final PasswordBlocklist blocklist;

    private PasswordPolicy(PasswordBlocklist blocklist) {
        this.blocklist = Objects.requireNonNull(blocklist, "blocklist");
    }

    /**
     * The rules above.
     *
     * @param blocklist which passwords nobody may choose, beside the rules on parts
     * @return the policy
     */
    public static PasswordPolicy standard(PasswordBlocklist blocklist) {
        return new PasswordPolicy(blocklist);
    }

    /**
     * Looks at a password that is to be set.
     *
     * @param password the password, as received
     * @param secondFactor whether the user's logins ask for a second factor
     * @param contextWords login name, display name, name of the service; taken whole and by their words
     * @return the first rule that it breaks, or nothing if it may be set
     */
    public Optional<PasswordFlaw> check(String password, boolean secondFactor, Collection<String> contextWords) {
        if (password.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            return Optional.of(PasswordFlaw.MALFORMED);
        }
        int length = password.codePointCount(0, password.length());
        if (length > MAX) {
            return Optional.of(PasswordFlaw.TOO_LONG);
        }
        if (length < (secondFactor ? MIN_WITH_SECOND_FACTOR : MIN_SINGLE_FACTOR)) {
            return Optional.of(PasswordFlaw.TOO_SHORT);
        }
        String folded = password.strip().toLowerCase(Locale.ROOT);
        if (blocklist.contains(password) || blocklist.contains(folded)) {
            return Optional.of(PasswordFlaw.COMMON);
        }
        PasswordParts parts = new PasswordParts(folded, CommonWords.bundled(), words(contextWords));
        if (parts.contextWords() > 0 && parts.outside() < MIN_BESIDE_CONTEXT) {
            return Optional.of(PasswordFlaw.CONTEXT);
        }
        return parts.different() < MIN_DIFFERENT_PARTS ? Optional.of(PasswordFlaw.COMMON) : Optional.empty();
    }

    private static Set<String> words(Collection<String> contextWords) {
        Set<String> words = new HashSet<>();
        for (String entry : contextWords) {
            String folded = entry.strip().toLowerCase(Locale.ROOT);
            words.add(folded);
            BETWEEN_WORDS.splitAsStream(folded).forEach(words::add);
        }
        return words;
    }
}
