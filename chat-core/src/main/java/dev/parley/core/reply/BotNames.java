package dev.parley.core.reply;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a bot is called, as {@link ReplyPolicy#withNames} says it is found in a text. Immutable. */
final class BotNames {

    /** More on one letter are no writing; to put many in order would take the square of their number. */
    private static final int MAX_MARKS = 30;

    /** Here a name stands between others without a space, so a neighbour does not make another word of it. */
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    private final List<String> names;

    BotNames(Collection<String> names) {
        this.names = names.stream().map(BotNames::fold).toList();
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** {@return whether one of the names is in a text that was folded} */
    boolean areIn(String folded) {
        return names.stream().anyMatch(name -> isIn(folded, name));
    }

    /** {@return a text without what makes no difference} */
    static String fold(String text) {
        // By way of upper case, where sharp s is two letters, and back letter by letter, where a sigma is always the
        // same.
        return Normalizer.normalize(plain(text), Normalizer.Form.NFD)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int marks = 0;
        boolean afterSpace = false;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            marks = isMark(c) ? marks + 1 : 0;
            if (space && !afterSpace) {
                plain.append(' ');
            } else if (!space && marks <= MAX_MARKS) {
                plain.appendCodePoint(c == '\u2010' || c == '\u2011' ? '-' : c);
            }
            afterSpace = space;
        }
        return plain.toString();
    }

    private static boolean isIn(String text, String name) {
        int at = text.indexOf(name);
        while (at >= 0 && !(beginsAt(text, at) && endsAt(text, at + name.length()))) {
            at = text.indexOf(name, at + 1);
        }
        return at >= 0;
    }

    private static boolean beginsAt(String text, int index) {
        int start = index > 0 && text.charAt(index - 1) == '@' ? index - 1 : index;
        // The mark on a letter before, or on an emoji, is what it is on.
        while (start > 0 && isMark(text.codePointBefore(start))) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        return start == 0 || !isOfWord(text.codePointBefore(start));
    }

    private static boolean endsAt(String text, int index) {
        return index == text.length() || !(isMark(text.codePointAt(index)) || isOfWord(text.codePointAt(index)));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isOfWord(int c) {
        return Character.isLetterOrDigit(c) && !WITHOUT_SPACES.contains(UnicodeScript.of(c));
    }
}
