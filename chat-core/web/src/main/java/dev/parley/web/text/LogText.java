package dev.parley.web.text;

/** Makes one line of a text, without what drives a terminal. Linear in the characters that are kept. */
final class LogText {

    private LogText() {}

    static String of(String text, int maxChars) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), maxChars) + 16);
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            String piece = piece(c);
            if (line.length() + piece.length() > maxChars) {
                return line + "…(" + (text.length() - i) + " more)";
            }
            line.append(piece);
            i += Character.charCount(c);
        }
        return line.toString();
    }

    private static String piece(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            // So that what was escaped here can be told from what was written so.
            case '\\' -> "\\\\";
            default ->
                InvisibleCharacters.isInvisible(c) ? "\\u{" + Integer.toHexString(c) + "}" : Character.toString(c);
        };
    }
}
