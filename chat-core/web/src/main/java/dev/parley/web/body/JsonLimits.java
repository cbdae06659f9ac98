package dev.parley.web.body;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * How large a JSON value may be, beside its bytes. Immutable.
 *
 * @param depth of objects and arrays in each other, 1 to 1,000; 32 by default
 * @param tokens values, names and brackets, 1 to 10,000,000; 10,000 by default
 * @param stringLength characters of a string, 1 to 100,000,000; 262,144 by default
 * @param nameLength characters of a name, 1 to 50,000; 256 by default
 * @param numberLength characters of a number, 1 to 1,000; 100 by default
 */
public record JsonLimits(int depth, int tokens, int stringLength, int nameLength, int numberLength) {

    /** The defaults. */
    public static final JsonLimits DEFAULT = new JsonLimits(32, 10_000, 262_144, 256, 100);

    /**
     * Checks the bounds.
     *
     * @param depth as in the record
     * @param tokens as in the record
     * @param stringLength as in the record
     * @param nameLength as in the record
     * @param numberLength as in the record
     * @throws ChatException {@link ErrorCode#CONFIGURATION}, naming everything that is out of bounds
     */
    public JsonLimits {
        List<String> problems = new ArrayList<>();
        check(problems, "depth", depth, 1_000);
        check(problems, "tokens", tokens, 10_000_000);
        check(problems, "stringLength", stringLength, 100_000_000);
        check(problems, "nameLength", nameLength, 50_000);
        check(problems, "numberLength", numberLength, 1_000);
        if (!problems.isEmpty()) {
            throw ChatException.fault(ErrorCode.CONFIGURATION, String.join("; ", problems), null);
        }
    }

    private static void check(List<String> problems, String name, int value, int most) {
        if (value < 1 || value > most) {
            problems.add(name + " must be 1 to " + most);
        }
    }
}
