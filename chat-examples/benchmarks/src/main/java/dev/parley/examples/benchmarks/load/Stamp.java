package dev.parley.examples.benchmarks.load;

/** The text of a message that tells when it should have been sent. */
final class Stamp {

    private static final String WORD = " lorem";
    private static final char BEGIN = '@';
    private static final char END = '.';

    private Stamp() {}

    /** {@return a text of about so many bytes that tells the time} */
    static String text(long intended, int bytes) {
        String stamp = "" + BEGIN + intended + END;
        return stamp + WORD.repeat(Math.max(0, bytes - stamp.length()) / WORD.length());
    }

    /** {@return the time that a text tells, wherever in it that begins} */
    static long read(String text) {
        int begin = text.indexOf(BEGIN);
        return Long.parseLong(text, begin + 1, text.indexOf(END, begin), 10);
    }
}
