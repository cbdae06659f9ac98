package dev.parley.core.portable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What a column of a {@link PortableTable} holds. */
public enum PortableType {
    /** Well-formed text without NUL, a {@link String}; its length is counted in UTF-16 units. */
    TEXT(String.class),
    /** A {@link Long}. */
    LONG(Long.class),
    /** A {@link Boolean}. */
    BOOLEAN(Boolean.class),
    /** An {@link Instant} in whole microseconds, of the years 1 to 9999. */
    INSTANT(Instant.class),
    /** A {@link java.util.UUID}. */
    UUID(UUID.class),
    /** Bytes, a {@code byte[]} that nobody may change. */
    BYTES(byte[].class),
    /** A set of texts: a {@link List} without nulls, each greater than the one before it by its code points. */
    TEXTS(List.class);

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER_LAST = Instant.parse("+10000-01-01T00:00:00Z");

    private final Class<?> javaType;

    PortableType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** {@return whether a value is of this type, and at most so long} */
    boolean takes(Object value, int maxLength) {
        return javaType.isInstance(value)
                && switch (this) {
                    case TEXT -> ((String) value).length() <= maxLength && isText((String) value);
                    case BYTES -> ((byte[]) value).length <= maxLength;
                    case TEXTS -> isSet((List<?>) value, maxLength);
                    case INSTANT -> isMicros((Instant) value);
                    default -> true;
                };
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMicros(Instant instant) {
        return !instant.isBefore(FIRST)
                && instant.isBefore(AFTER_LAST)
                && instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
    }

    private static boolean isSet(List<?> texts, int maxLength) {
        String before = null;
        int length = 0;
        for (Object each : texts) {
            if (!(each instanceof String text) || !isText(text)) {
                return false;
            }
            if (before != null && PortableOrder.compareTexts(before, text) >= 0) {
                return false;
            }
            before = text;
            length += text.length();
        }
        return length <= maxLength;
    }
}
