package dev.parley.examples.server.intents;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What calls a bot by its name, with the punctuation that sets it off. Found by the rules of {@code ReplyPolicy.withNames}: what
 * asked the bot must be what is taken away. Immutable.
 */
final class Salutation {

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final Pattern SPACES = Pattern.compile("[\\p{javaWhitespace}\\p{javaSpaceChar}]++");
    private static final Pattern HYPHEN = Pattern.compile("[\\u2010\\u2011]");

    /** To normalise many marks on one letter takes the square of their number; more than these are no writing. */
    private static final Pattern MANY_MARKS = Pattern.compile("([\\p{Mn}\\p{Mc}]{30})[\\p{Mn}\\p{Mc}]++");

    /** Of a script with spaces between its words: there a neighbour makes another word of a name. */
    private static final String LETTER =
            "[\\p{L}\\p{Nd}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}"
                    + "\\p{IsKhmer}\\p{IsMyanmar}]]";

    private static final String MARK = "[\\p{Mn}\\p{Mc}]";

    /** Also before an {@code @}, which then is that of a mail address. The bound, for Java needs one, is never reached. */
    private static final String NOT_WITHIN_A_WORD = "(?<!" + LETTER + MARK + "{0,90}@?)";

    private final Pattern pattern;

    Salutation(String... names) {
        this.pattern = names.length == 0 ? NOTHING : pattern(names);
    }

    private static Pattern pattern(String... names) {
        String any = Arrays.stream(names)
                .map(name -> Pattern.quote(fold(name)))
                .collect(Collectors.joining("|", "(?:", ")"));
        return Pattern.compile(NOT_WITHIN_A_WORD + "@?+" + any + "(?!" + MARK + "|" + LETTER + ")[ ,:;!?.]*+");
    }

    /**
     * Takes it out of a text. A name says nothing of what is wanted; yet a name alone is all there is to go by.
     *
     * @param text what was said
     * @return the same text if there is no name in it, or nothing else; otherwise the rest, in lower case
     */
    String takenFrom(String text) {
        Matcher matcher = pattern.matcher(fold(text));
        if (!matcher.find()) {
            return text;
        }
        String rest = matcher.replaceAll(" ").strip();
        return rest.isEmpty() ? text : rest;
    }

    /** {@return a text without what makes no difference to a name, nor to a classifier} */
    private static String fold(String text) {
        String plain = MANY_MARKS.matcher(text).replaceAll("$1");
        plain = HYPHEN.matcher(SPACES.matcher(plain).replaceAll(" ")).replaceAll("-");
        // By way of upper case, where sharp s is two letters, and back letter by letter, where a sigma is always the
        // same.
        return Normalizer.normalize(plain, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
