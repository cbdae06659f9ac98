package dev.parley.web.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The last members of a header field that is a list. Read from its end, where the trusted proxies write: what a client
 * puts at the beginning, an open quotation mark among it, can't change what is read of them. Linear in the characters
 * looked at.
 */
final class ListTail {

    private ListTail() {}

    /**
     * Splits a list from its end.
     *
     * @param lines the lines of the field
     * @param quoted whether commas may stand in quotation marks (RFC 9110, section 5.6.4)
     * @param maxItems give at most so many members
     * @param maxLength look at no more than so many characters; the member that is cut by this is not given
     * @return the members, last first, without the space around them
     */
    static List<String> read(List<String> lines, boolean quoted, int maxItems, int maxLength) {
        List<String> items = new ArrayList<>();
        int left = maxLength;
        for (int line = lines.size() - 1; line >= 0; line--) {
            String text = lines.get(line);
            int end = text.length();
            while (end >= 0) {
                int comma = previousComma(text, end, quoted, end - left);
                left -= end - comma;
                if (items.size() == maxItems || left < 0) {
                    return items;
                }
                items.add(trim(text.substring(comma + 1, end)));
                end = comma;
            }
        }
        return items;
    }

    private static int previousComma(String text, int end, boolean quoted, int stop) {
        boolean inside = false;
        int i = end - 1;
        while (i >= 0 && i >= stop) {
            char c = text.charAt(i);
            if (c == ',' && !inside) {
                return i;
            }
            if (quoted && c == '"') {
                int escapes = inside ? escapesBefore(text, i) : 0;
                inside ^= escapes % 2 == 0;
                i -= escapes;
            }
            i--;
        }
        return i;
    }

    private static int escapesBefore(String text, int quote) {
        int i = quote - 1;
        while (i >= 0 && text.charAt(i) == '\\') {
            i--;
        }
        return quote - 1 - i;
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
