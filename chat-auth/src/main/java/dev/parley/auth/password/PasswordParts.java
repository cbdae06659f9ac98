package dev.parley.auth.password;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a password apart from the left, each time the longest of: a context word, a common word, a sequence such as
 * {@code abcd} or {@code 9876}, a row of keys such as {@code qwerty}, one character several times; else one character.
 * Counts how many different parts there are, and how many code points lie outside of context words.
 */
final class PasswordParts {

    /** Shorter words say nothing: most texts hold them. */
    static final int MIN_WORD = 3;

    /** No bundled word is longer. */
    private static final int MAX_WORD = 32;

    private static final List<String> ROWS = List.of(
            "1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm");

    private final String password;
    private final Set<String> different = new HashSet<>();
    private int contextWords;
    private int outside;

    /** Takes all in lower case. */
    PasswordParts(String password, Set<String> words, Set<String> context) {
        this.password = password;
        int at = 0;
        while (at < password.length()) {
            int own = longestWord(at, context, password.length());
            if (own > 0) {
                contextWords++;
                at += own;
            } else {
                int length = Math.max(longestWord(at, words, MAX_WORD), longestPattern(at));
                String part = password.substring(at, at + length);
                if (!part.isBlank()) {
                    different.add(part);
                }
                outside += part.codePointCount(0, length);
                at += length;
            }
        }
    }

    /** {@return how many different parts there are, context words and white space not counted} */
    int different() {
        return different.size();
    }

    /** {@return how many context words there are} */
    int contextWords() {
        return contextWords;
    }

    /** {@return how many code points lie outside of context words} */
    int outside() {
        return outside;
    }

    private int longestWord(int at, Set<String> set, int longest) {
        for (int length = Math.min(longest, password.length() - at); length >= MIN_WORD; length--) {
            if (set.contains(password.substring(at, at + length))) {
                return length;
            }
        }
        return 0;
    }

    private int longestPattern(int at) {
        int character = Character.charCount(password.codePointAt(at));
        int longest = Math.max(steps(at, 0), Math.max(steps(at, 1), steps(at, -1)));
        for (String row : ROWS) {
            longest = Math.max(longest, along(row, at, 1));
            longest = Math.max(longest, along(row, at, -1));
        }
        return longest < MIN_WORD ? character : longest;
    }

    /** {@return how many units go on by the same step; those outside the basic plane do not} */
    private int steps(int at, int step) {
        int end = at + 1;
        while (end < password.length()
                && !Character.isSurrogate(password.charAt(at))
                && password.charAt(end) == password.charAt(end - 1) + step) {
            end++;
        }
        return end - at;
    }

    private int along(String row, int at, int direction) {
        int key = row.indexOf(password.charAt(at));
        int end = at;
        while (key >= 0 && key < row.length() && end < password.length() && password.charAt(end) == row.charAt(key)) {
            end++;
            key += direction;
        }
        return end - at;
    }
}
