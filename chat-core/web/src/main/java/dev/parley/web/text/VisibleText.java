package dev.parley.web.text;

import java.util.Locale;

/** Shows what is not seen: a character as its number, «U+202E». Linear in the text. */
final class VisibleText {

    private VisibleText() {}

    static String of(String text, boolean lines) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        int before = -1;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (keeps(text, before, c, next, lines)) {
                shown.appendCodePoint(c);
            } else {
                shown.append("«").append(number(c)).append('»');
            }
            for (int tags = InvisibleCharacters.tagsAfter(text, c, next); tags > 0; tags--) {
                int tag = text.codePointAt(next);
                shown.appendCodePoint(tag);
                next += Character.charCount(tag);
            }
            before = c;
            i = next;
        }
        return shown.toString();
    }

    private static boolean keeps(String text, int before, int c, int next, boolean lines) {
        int after = next < text.length() ? text.codePointAt(next) : -1;
        if (c == '\n' || c == '\t' || (c == '\r' && after == '\n')) {
            return lines;
        }
        return !InvisibleCharacters.isInvisible(c) || InvisibleCharacters.isInPlace(before, c, after);
    }

    static String number(int c) {
        String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "U+" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
