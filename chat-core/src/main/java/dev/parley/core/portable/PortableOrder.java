package dev.parley.core.portable;

import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;

/**
 * The order of rows: by the columns of the key, one after the other. Texts compare by their code points, which is how their
 * UTF-8 bytes compare; UUIDs as unsigned numbers; bytes as unsigned. It is the order of no database's locale, so that the
 * same rows come in the same order from each.
 */
public final class PortableOrder {

    /** Texts by their code points. */
    public static final Comparator<String> BY_CODE_POINTS = PortableOrder::compareTexts;

    private PortableOrder() {}

    /**
     * Compares rows of tables whose keys begin alike.
     *
     * @param one a row
     * @param other a row
     * @param columns how many columns of the key count, from the first
     * @return less than, equal to or more than zero
     */
    public static int compare(PortableRow one, PortableRow other, int columns) {
        for (int i = 0; i < columns; i++) {
            int order = compareValues(one.key(i), other.key(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareValues(Object one, Object other) {
        if (one instanceof String text) {
            return compareTexts(text, (String) other);
        }
        if (one instanceof Long number) {
            return number.compareTo((Long) other);
        }
        if (one instanceof UUID uuid) {
            return compareUuids(uuid, (UUID) other);
        }
        return Arrays.compareUnsigned((byte[]) one, (byte[]) other);
    }

    private static int compareUuids(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }

    /** Units of surrogates stand for code points above all others. */
    static int compareTexts(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogate = Character.isSurrogate(a);
                return surrogate == Character.isSurrogate(b) ? a - b : surrogate ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
