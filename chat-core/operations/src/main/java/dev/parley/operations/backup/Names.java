package dev.parley.operations.backup;

import dev.parley.core.backup.PartSink;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The forms of the names of sources, and of those of parts and files. */
final class Names {

    private static final Pattern SOURCE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern PART = Pattern.compile("[a-zA-Z0-9._/-]{1,255}");

    private Names() {}

    static boolean isSource(String name) {
        return SOURCE.matcher(name).matches();
    }

    /** {@return whether it is of the form that {@link PartSink#part} demands} */
    static boolean isPart(String name) {
        return PART.matcher(name).matches()
                && Arrays.stream(name.split("/", -1))
                        .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
    }
}
