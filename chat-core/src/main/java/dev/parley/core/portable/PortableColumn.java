package dev.parley.core.portable;

/**
 * A column of a {@link PortableTable}.
 *
 * @param name of a-z and underscore
 * @param type what it holds
 * @param nullable whether it may hold nothing
 * @param maxLength how long a text (in UTF-16 units), bytes, or all texts of a set together may be; 0 for the other types
 */
public record PortableColumn(String name, PortableType type, boolean nullable, int maxLength) {

    /** A text that a person wrote: two units for each of the 1,000,000 code points that a host can allow at most. */
    static final int LONGEST_TEXT = 2_000_000;

    private static final int LONGEST_ID = 512;
    private static final int LONGEST_SECRET = 10_000;

    static PortableColumn label(String name) {
        return new PortableColumn(name, PortableType.TEXT, false, LONGEST_ID);
    }

    static PortableColumn words(String name) {
        return new PortableColumn(name, PortableType.TEXT, false, LONGEST_TEXT);
    }

    static PortableColumn number(String name) {
        return new PortableColumn(name, PortableType.LONG, false, 0);
    }

    static PortableColumn flag(String name) {
        return new PortableColumn(name, PortableType.BOOLEAN, false, 0);
    }

    static PortableColumn instant(String name) {
        return new PortableColumn(name, PortableType.INSTANT, false, 0);
    }

    static PortableColumn uuid(String name) {
        return new PortableColumn(name, PortableType.UUID, false, 0);
    }

    static PortableColumn bytes(String name) {
        return new PortableColumn(name, PortableType.BYTES, false, LONGEST_ID);
    }

    static PortableColumn secret(String name) {
        return new PortableColumn(name, PortableType.TEXT, false, LONGEST_SECRET);
    }

    static PortableColumn ids(String name) {
        return new PortableColumn(name, PortableType.TEXTS, false, LONGEST_SECRET);
    }

    PortableColumn orNothing() {
        return new PortableColumn(name, type, true, maxLength);
    }
}
