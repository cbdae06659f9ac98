package dev.parley.core.reply;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a bot is called, as {@link ReplyPolicy#withNames} says it is found in a text. Immutable. */
public final class BotNames {

    /** What sets a name off from what follows it. */
    private static final String AFTER_A_NAME = " ,:;!?.";

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

    /**
     * The names of a bot.
     *
     * @param names as in {@link ReplyPolicy#withNames}; none are found in no text
     * @return the names
     */
    public static BotNames of(String... names) {
        return new BotNames(List.of(names));
    }

    /**
     * Takes the names out of a text, with the {@code @} before and the punctuation behind them: for a bot to which its own
     * name says nothing of what is wanted. What asks a bot is what is taken away. Takes time in proportion to the text.
     *
     * @param text what was said
     * @return the same text if there is no name in it, or nothing else; otherwise the rest, in lower case and composed (NFC)
     */
    public String takenFrom(String text) {
        String folded = fold(text);
        String rest = folded;
        for (String name : names) {
            rest = without(rest, name);
        }
        String composed = Normalizer.normalize(rest, Normalizer.Form.NFC).strip();
        return rest.equals(folded) || composed.isEmpty() ? text : composed;
    }

    private static String without(String text, String name) {
        StringBuilder rest = new StringBuilder(text.length());
        int from = 0;
        for (int at = find(text, name, 0); at >= 0; at = find(text, name, from)) {
            rest.append(text, from, at > from && text.charAt(at - 1) == '@' ? at - 1 : at)
                    .append(' ');
            from = at + name.length();
            while (from < text.length() && AFTER_A_NAME.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
        }
        return rest.append(text, from, text.length()).toString();
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** {@return whether one of the names is in a text that was folded} */
    boolean areIn(String folded) {
        return names.stream().anyMatch(name -> find(folded, name, 0) >= 0);
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

    private static int find(String text, String name, int from) {
        int at = text.indexOf(name, from);
        while (at >= 0 && !(beginsAt(text, at) && endsAt(text, at + name.length()))) {
            at = text.indexOf(name, at + 1);
        }
        return at;
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
