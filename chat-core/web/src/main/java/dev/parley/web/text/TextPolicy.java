package dev.parley.web.text;

import org.owasp.html.PolicyFactory;

/**
 * Makes texts of users fit for a place where they are shown. Each method is for one kind of place, and none for storing: a
 * text is kept as it was sent, and changed only on its way out. Nothing is dropped silently but markup that a page must
 * not run. Every method takes time in proportion to the text. Immutable.
 */
public final class TextPolicy {

    /** How long a line of a log becomes, unless said otherwise. */
    public static final int LOG_CHARS = 1_024;

    private static final TextPolicy STANDARD = new TextPolicy(MarkupPolicy.create(false));
    private static final TextPolicy WITH_IMAGES = new TextPolicy(MarkupPolicy.create(true));

    private final PolicyFactory markup;

    private TextPolicy(PolicyFactory markup) {
        this.markup = markup;
    }

    /** {@return the policy without images in markup: an image tells its server who reads} */
    public static TextPolicy standard() {
        return STANDARD;
    }

    /** {@return the same with images from https addresses} */
    public static TextPolicy withImages() {
        return WITH_IMAGES;
    }

    /**
     * A text as HTML that shows it: the content of an element, or an attribute in quotation marks. Not for scripts, styles,
     * addresses, or attributes without quotation marks.
     *
     * @param text the text
     * @return the same with {@code & < > " ' `} as references
     */
    public String html(String text) {
        return HtmlEscape.of(text);
    }

    /**
     * A text with what can't be seen made visible: bidirectional controls, zero-width and other invisible characters,
     * control characters and halves of surrogate pairs become their number, such as {@code «U+202E»}. Tabs and line breaks
     * stay, and so do joiners and selectors where emoji or the script of a word need them. Not escaped: for a page that
     * sets it as text, or for {@link #html}.
     *
     * @param text the text
     * @return what to show
     */
    public String visible(String text) {
        return VisibleText.of(text, true);
    }

    /**
     * The same for a name, a title or a login: tabs and line breaks are shown, too.
     *
     * @param text the text
     * @return what to show, on one line
     */
    public String visibleLine(String text) {
        return VisibleText.of(text, false);
    }

    /**
     * Markup of a user, reduced by the OWASP sanitiser to what may be put into a page: text elements and links, without
     * styles, scripts, classes and ids. Links are absolute, to {@code https}, {@code http} or {@code mailto}, and get
     * {@code rel="nofollow noopener noreferrer"}.
     *
     * @param markup the markup
     * @return HTML
     */
    public String sanitisedHtml(String markup) {
        return this.markup.sanitize(markup);
    }

    /**
     * A text on one line of a log: line breaks, terminal escapes and everything invisible as {@code \n}, {@code \}{@code
     * u{1b}} and the like, a backslash as two. Cut after {@link #LOG_CHARS}.
     *
     * @param text the text
     * @return one line
     */
    public String logLine(String text) {
        return logLine(text, LOG_CHARS);
    }

    /**
     * The same, cut elsewhere.
     *
     * @param text the text
     * @param maxChars after how many characters it is cut, 1 or more; how many were left out is said then
     * @return one line
     */
    public String logLine(String text, int maxChars) {
        if (maxChars < 1) {
            throw new IllegalArgumentException("maxChars must be 1 or more");
        }
        return LogText.of(text, maxChars);
    }

    /**
     * A text as a cell of a spreadsheet, written by a library that quotes: a text that begins as a formula gets an
     * apostrophe before it.
     *
     * @param text the text
     * @return the cell
     */
    public String spreadsheetCell(String text) {
        return SpreadsheetText.of(text);
    }

    /**
     * The same as a field of a CSV file (RFC 4180): in quotation marks, with those within doubled.
     *
     * @param text the text
     * @return the field
     */
    public String csvField(String text) {
        return SpreadsheetText.csvField(text);
    }
}
