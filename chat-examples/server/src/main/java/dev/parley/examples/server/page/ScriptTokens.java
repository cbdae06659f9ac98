package dev.parley.examples.server.page;

/** Where the tokens of a module end (ECMA-262 §12): as much of them as it takes to know code from text. */
final class ScriptTokens {

    private ScriptTokens() {}

    /** {@return whether a character can be part of a name or a number} Everything beyond ASCII that is no blank is. */
    static boolean isWord(char c) {
        return c == '$'
                || c == '_'
                || c == '#'
                || c == '\\'
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c > 127 && !isBlank(c));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == 0xB || c == '\f' || c == 0xA0 || c == 0xFEFF || isLine(c) || isSpace(c);
    }

    private static boolean isSpace(char c) {
        return c > 127 && Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    static boolean isLine(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    /** The end of the blanks and comments at a place, or the place if there are none. */
    static int afterBlanks(String source, int from) {
        int at = from;
        while (at < source.length()) {
            if (isBlank(source.charAt(at))) {
                at++;
            } else if (source.startsWith("//", at)) {
                while (at < source.length() && !isLine(source.charAt(at))) {
                    at++;
                }
            } else if (source.startsWith("/*", at)) {
                at = after(source, "*/", at + 2);
            } else {
                break;
            }
        }
        return at;
    }

    /** The end of a word. That of a number takes its point along: behind it a blank may part it from a word. */
    static int afterWord(String source, int from) {
        boolean number = Character.isDigit(source.charAt(from));
        int at = from;
        while (at < source.length() && (isWord(source.charAt(at)) || (number && source.charAt(at) == '.'))) {
            at++;
        }
        return at;
    }

    static int afterString(String source, int from) {
        char quote = source.charAt(from);
        int at = from + 1;
        while (at < source.length() && source.charAt(at) != quote) {
            char c = source.charAt(at);
            if (c == '\n' || c == '\r') {
                throw unreadable(source, from);
            }
            // What is escaped may be the end of a line, of two characters even.
            at += c != '\\' ? 1 : source.startsWith("\r\n", at + 1) ? 3 : 2;
        }
        return end(source, from, at);
    }

    static int afterRegex(String source, int from) {
        boolean within = false;
        int at = from + 1;
        while (at < source.length() && (within || source.charAt(at) != '/')) {
            char c = source.charAt(at);
            if (isLine(c)) {
                throw unreadable(source, from);
            }
            within = c == '[' || (within && c != ']');
            at += c == '\\' ? 2 : 1;
        }
        int flags = end(source, from, at);
        return flags < source.length() && isWord(source.charAt(flags)) ? afterWord(source, flags) : flags;
    }

    /** The end of the text of a template, which is that of the template, or where an expression begins in it. */
    static int afterTemplate(String source, int from) {
        int at = from + 1;
        while (at < source.length() && source.charAt(at) != '`') {
            if (source.startsWith("${", at)) {
                return at + 2;
            }
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return end(source, from, at);
    }

    private static int after(String source, String end, int from) {
        int at = source.indexOf(end, from);
        if (at < 0) {
            throw unreadable(source, from);
        }
        return at + end.length();
    }

    private static int end(String source, int from, int at) {
        if (at >= source.length()) {
            throw unreadable(source, from);
        }
        return at + 1;
    }

    static IllegalStateException unreadable(String source, int from) {
        String code = source.substring(from, Math.min(source.length(), from + 40));
        return new IllegalStateException("This of a module can't be told apart from other things: " + code);
    }
}
