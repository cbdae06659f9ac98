package dev.parley.redis.cache;

/**
 * Texts of keys and groups as Redis and the other nodes get them. Half of a surrogate pair has no form in UTF-8, in which all such
 * would be written as one, and so keys that differ would meet. Different texts remain different; nearly all remain what they
 * are.
 */
final class KeyText {

    /** No character, so that hardly a text has it. */
    private static final char ESCAPE = 0xFFFF;

    private KeyText() {}

    static String writable(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (pair(text, at)) {
                at++;
            } else if (unwritable(text.charAt(at))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder written = new StringBuilder(text.length() + 8);
        for (int at = 0; at < text.length(); at++) {
            char each = text.charAt(at);
            if (pair(text, at)) {
                at++;
                written.append(each).append(text.charAt(at));
            } else if (unwritable(each)) {
                // A surrogate, and the escape itself, take four digits each.
                written.append(ESCAPE).append(Integer.toHexString(each));
            } else {
                written.append(each);
            }
        }
        return written.toString();
    }

    private static boolean unwritable(char each) {
        return each == ESCAPE || Character.isSurrogate(each);
    }

    private static boolean pair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }
}
