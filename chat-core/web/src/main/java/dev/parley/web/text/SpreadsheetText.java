package dev.parley.web.text;

/** Writes a field of a CSV file that no spreadsheet takes for a formula. Linear in the text. */
final class SpreadsheetText {

    /** With their full-width forms, which some programs take for the same. */
    private static final String FORMULA_BEGINS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private SpreadsheetText() {}

    static String of(String text) {
        return isFormula(text) ? "'" + text : text;
    }

    static String csvField(String text) {
        return '"' + of(text).replace("\"", "\"\"") + '"';
    }

    private static boolean isFormula(String text) {
        // Programs that trim a cell would find what lies behind the space.
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (FORMULA_BEGINS.indexOf(c) >= 0) {
                return true;
            }
            if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && !InvisibleCharacters.isInvisible(c)) {
                return false;
            }
        }
        return false;
    }
}
