package dev.parley.examples.server.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A style sheet without what only its readers need: comments, blanks beside punctuation, and the last semicolon of a
 * block. A blank before a colon or a parenthesis stays, for there it can mean something: {@code a :hover} is not
 * {@code a:hover}. What stands in quotes, or as an address in {@code url()}, is left alone.
 */
final class TightStyle {

    private static final Pattern COMMENTS = Pattern.compile("/\\*(?:(?!\\*/)[\\s\\S])*+\\*/");
    /** What is left alone; blanks and comments; the semicolons at the end of a block. */
    private static final Pattern PARTS = Pattern.compile("""
            (?<text> "(?:[^"\\\\]++|\\\\[\\s\\S])*+" | '(?:[^'\\\\]++|\\\\[\\s\\S])*+' | url\\([^)"']*+\\) | \\\\[\\s\\S] )
            | (?<gap> (?: \\s++ | /\\*(?:(?!\\*/)[\\s\\S])*+\\*/ )++ )
            | (?<semicolons> ; (?: [;\\s]++ | /\\*(?:(?!\\*/)[\\s\\S])*+\\*/ )*+ (?=\\}) )
            """, Pattern.COMMENTS | Pattern.CASE_INSENSITIVE);

    private static final String NONE_BEHIND = "{};:,(";
    private static final String NONE_BEFORE = "{};,)!";

    private TightStyle() {}

    static String of(String source) {
        StringBuilder tight = new StringBuilder();
        Matcher part = PARTS.matcher(source);
        int begin = 0;
        while (part.find()) {
            tight.append(source, begin, part.start());
            begin = part.end();
            if (part.group("text") != null) {
                tight.append(part.group());
            } else if (part.group("gap") != null) {
                tight.append(gap(tight, part.group(), source, begin));
            }
        }
        return tight.append(source, begin, source.length()).toString();
    }

    private static String gap(CharSequence before, String gap, String source, int after) {
        boolean edge = before.isEmpty() || after == source.length();
        if (edge
                || NONE_BEHIND.indexOf(before.charAt(before.length() - 1)) >= 0
                || NONE_BEFORE.indexOf(source.charAt(after)) >= 0) {
            return "";
        }
        // A comment alone parts two words without being a blank between them.
        return COMMENTS.matcher(gap).replaceAll("").isEmpty() ? "/**/" : " ";
    }
}
