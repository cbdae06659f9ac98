package dev.parley.web;

import dev.parley.web.headers.RequestHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Header fields as a server would hold them: names in any case, lines in order. */
public final class FieldLines {

    private FieldLines() {}

    /** {@return fields of these names and values, by turns; a name may come again} */
    public static RequestHeaders of(String... namesAndValues) {
        TreeMap<String, List<String>> lines = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            lines.computeIfAbsent(namesAndValues[i], absent -> new ArrayList<>())
                    .add(namesAndValues[i + 1]);
        }
        return name -> lines.getOrDefault(name, List.of());
    }
}
