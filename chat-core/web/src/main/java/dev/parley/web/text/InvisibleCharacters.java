package dev.parley.web.text;

/**
 * Which characters do something to a text, or stand in it, without being seen: controls, bidirectional marks, joiners,
 * fillers, tags, and halves of characters. Those that a script or an emoji needs in their place are left.
 */
final class InvisibleCharacters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int TEXT_STYLE = 0xfe0e;
    private static final int EMOJI_STYLE = 0xfe0f;
    private static final int BLACK_FLAG = 0x1f3f4;
    private static final int TAG_END = 0xe007f;
    private static final int MAX_TAGS = 6;

    private InvisibleCharacters() {}

    /** {@return whether a character is not seen, wherever it stands} */
    static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT -> !isVisibleFormat(c);
            default -> isFiller(c) || isSelector(c) || in(c, 0xe0000, 0xe0fff);
        };
    }

    /** Signs that stand before numbers in Arabic, Syriac and Kaithi, and are seen. */
    private static boolean isVisibleFormat(int c) {
        return in(c, 0x600, 0x605)
                || c == 0x6dd
                || c == 0x70f
                || c == 0x890
                || c == 0x891
                || c == 0x8e2
                || c == 0x110bd
                || c == 0x110cd;
    }

    /** Letters and marks without a shape; the blank of Braille looks like a space and is none. */
    private static boolean isFiller(int c) {
        return c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c == 0x2800
                || c == 0x3164
                || c == 0xffa0
                || in(c, 0xfff0, 0xfff8)
                || c == 0x1d159;
    }

    private static boolean isSelector(int c) {
        return in(c, 0x180b, 0x180f) || in(c, 0xfe00, 0xfe0f);
    }

    /**
     * Whether an invisible character does there what it was made for: joins an emoji or letters, or chooses a form.
     *
     * @param before the code point before it, or -1
     * @param c the character
     * @param after the code point after it, or -1
     * @return whether it may stay as it is
     */
    static boolean isInPlace(int before, int c, int after) {
        return switch (c) {
            case ZERO_WIDTH_JOINER -> (isEmoji(before) && isEmoji(after)) || (isJoining(before) && isJoining(after));
            case ZERO_WIDTH_NON_JOINER -> isJoining(before) && isJoining(after);
            case TEXT_STYLE, EMOJI_STYLE -> (isEmoji(before) && before != EMOJI_STYLE) || isKeycap(before, after);
            default -> in(c, 0xe0100, 0xe01ef) && before >= 0 && Character.isIdeographic(before);
        };
    }

    /** {@return how many tags follow a flag and make it that of a region, with the one that ends them; 0 if they do not} */
    static int tagsAfter(String text, int flag, int next) {
        int i = next;
        int tags = 0;
        while (flag == BLACK_FLAG && i < text.length() && tags <= MAX_TAGS) {
            int c = text.codePointAt(i);
            if (c == TAG_END) {
                return tags == 0 ? 0 : tags + 1;
            }
            if (!(in(c, 0xe0030, 0xe0039) || in(c, 0xe0061, 0xe007a))) {
                return 0;
            }
            tags++;
            i += Character.charCount(c);
        }
        return 0;
    }

    private static boolean isKeycap(int before, int after) {
        return (in(before, '0', '9') || before == '#' || before == '*') && after == 0x20e3;
    }

    /** Blocks in which emoji are, wider than the emoji themselves: all of it is seen. */
    private static boolean isEmoji(int c) {
        return in(c, 0x1f000, 0x1faff)
                || in(c, 0x2190, 0x27ff)
                || in(c, 0x2900, 0x2bff)
                || c == EMOJI_STYLE
                || c == 0xa9
                || c == 0xae
                || c == 0x203c
                || c == 0x2049
                || c == 0x2122
                || c == 0x2139
                || c == 0x3030
                || c == 0x303d
                || c == 0x3297
                || c == 0x3299;
    }

    /** Letters and marks of scripts in which joiners change how a word is written. */
    private static boolean isJoining(int c) {
        if (c < 0 || isInvisible(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case ARABIC,
                    SYRIAC,
                    NKO,
                    MANDAIC,
                    MONGOLIAN,
                    PHAGS_PA,
                    ADLAM,
                    DEVANAGARI,
                    BENGALI,
                    GURMUKHI,
                    GUJARATI,
                    ORIYA,
                    TAMIL,
                    TELUGU,
                    KANNADA,
                    MALAYALAM,
                    SINHALA,
                    MYANMAR,
                    KHMER,
                    TIBETAN -> true;
            default -> false;
        };
    }

    private static boolean in(int c, int first, int last) {
        return c >= first && c <= last;
    }
}
