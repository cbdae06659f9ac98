package dev.parley.auth.login;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.text.Normalizer;
import java.util.Optional;

/**
 * A login name: what is compared, and what the user wrote. Immutable.
 *
 * <p>Compared is the name without white space around it, composed (Unicode NFC), with the letters A to Z in lower case and
 * no others: what is a lower-case letter elsewhere depends on the language and on the version of Unicode. Nothing else is
 * folded, so names that look alike stay different accounts. Two spellings that Unicode calls canonically equivalent, "é" as
 * one code point or as two, are one name.
 *
 * <p>Refused is what can't be seen or told apart: control and format characters (joiners, marks of direction), variation
 * selectors and other ignorable code points, blanks other than the space, separators of lines, unassigned and private code
 * points, surrogates without a partner, and the few characters that composition would turn into ASCII (the Kelvin sign
 * into K).
 *
 * @param normalised what is compared and stored as the key; 1 to 254 code points
 * @param display as the user wrote it, without white space around it; 1 to 254 code points
 */
public record LoginName(String normalised, String display) {

    private static final int MAX_CODE_POINTS = 254;
    private static final int LAST_ASCII = 0x7F;

    /**
     * Checks that the one is of the other.
     *
     * @param normalised as in the record
     * @param display as in the record
     * @throws ChatException {@link ErrorCode#LOGIN_MALFORMED}
     */
    public LoginName {
        if (!isAllowed(display)
                || !display.equals(display.strip())
                || !normalised.equals(normalise(display))
                || longerThanAllowed(normalised)) {
            throw malformed();
        }
    }

    /**
     * Reads a name.
     *
     * @param entered as the user wrote it
     * @return the name, or nothing if it can't be one
     */
    public static Optional<LoginName> of(String entered) {
        String display = entered.strip();
        if (!isAllowed(display)) {
            return Optional.empty();
        }
        String normalised = normalise(display);
        return longerThanAllowed(normalised) ? Optional.empty() : Optional.of(new LoginName(normalised, display));
    }

    /**
     * Reads a name that has to be one.
     *
     * @param entered as the user wrote it
     * @return the name
     * @throws ChatException {@link ErrorCode#LOGIN_MALFORMED}
     */
    public static LoginName require(String entered) {
        return of(entered).orElseThrow(LoginName::malformed);
    }

    private static ChatException malformed() {
        return ChatException.invalid(
                ErrorCode.LOGIN_MALFORMED,
                "login",
                "must have 1 to " + MAX_CODE_POINTS + " code points, all of them visible or the space");
    }

    private static boolean isAllowed(String name) {
        return !name.isEmpty() && !longerThanAllowed(name) && name.codePoints().allMatch(LoginName::isAllowed);
    }

    private static boolean longerThanAllowed(String name) {
        return name.length() > 2 * MAX_CODE_POINTS || name.codePointCount(0, name.length()) > MAX_CODE_POINTS;
    }

    private static boolean isAllowed(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> !isInvisible(c) && !becomesAscii(c);
        };
    }

    /** {@return whether it is a letter, mark or symbol by its category, and still nothing to see} */
    private static boolean isInvisible(int c) {
        boolean ignorable = c == 0x034F // combining grapheme joiner
                || c == 0x115F // fillers of Hangul
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || c == 0x17B4 // inherent vowels of Khmer
                || c == 0x17B5;
        boolean variationSelector =
                (c >= 0x180B && c <= 0x180F) || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        boolean emptyBraille = c == 0x2800;
        return ignorable || variationSelector || emptyBraille;
    }

    private static boolean becomesAscii(int c) {
        return c > LAST_ASCII
                && Normalizer.normalize(Character.toString(c), Normalizer.Form.NFC)
                                .codePointAt(0)
                        <= LAST_ASCII;
    }

    private static String normalise(String name) {
        StringBuilder lower = new StringBuilder(Normalizer.normalize(name, Normalizer.Form.NFC));
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c - 'A' + 'a'));
            }
        }
        return lower.toString();
    }

    /** Leaves the name out: it is personal data. */
    @Override
    public String toString() {
        return "LoginName[…]";
    }
}
