package dev.parley.examples.server.accounts;

import dev.parley.core.error.ErrorCode;
import dev.parley.examples.server.http.Problem;
import dev.parley.examples.server.http.ProblemException;
import java.text.Normalizer;
import java.util.Optional;

/** Mail addresses as login names: one person, one spelling. */
public final class LoginName {

    private static final int MAX_CODE_POINTS = 254;

    private LoginName() {}

    /** {@return the address without blanks around it, composed (NFC), with ASCII letters in lower case} */
    private static String normalise(String email) {
        String composed = Normalizer.normalize(email.strip(), Normalizer.Form.NFC);
        StringBuilder lower = new StringBuilder(composed);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            // Only these: what is a lower-case letter elsewhere depends on the language, and on the version of Unicode.
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    /** {@return the login name that an address stands for, if it can be one} */
    public static Optional<String> of(String email) {
        String name = normalise(email);
        int at = name.indexOf('@');
        boolean address = at > 0 && at < name.length() - 1 && at == name.lastIndexOf('@');
        return address && name.codePointCount(0, name.length()) <= MAX_CODE_POINTS && printable(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** {@return the login name that an address stands for, or the end of the request} */
    static String require(String email) {
        return of(email)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        ErrorCode.LOGIN_MALFORMED,
                        "email",
                        "must be an address with one '@' and something on both sides, at most " + MAX_CODE_POINTS
                                + " characters, without control characters")));
    }

    private static boolean printable(String name) {
        return name.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
