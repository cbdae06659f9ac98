package dev.parley.examples.benchmarks.load;

import java.util.Map;
import java.util.TreeMap;

/** What a program was told on its command line: names with two dashes, each with a value. Immutable. */
final class Options {

    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a command line.
     *
     * @param args the command line
     * @param defaults every name that there is, with what it is by default
     */
    static Options parse(String[] args, Map<String, String> defaults) {
        Map<String, String> values = new TreeMap<>(defaults);
        for (int i = 0; i < args.length; i += 2) {
            if (!defaults.containsKey(args[i]) || i + 1 == args.length) {
                throw new IllegalArgumentException(args[i]
                        + " is no option with a value; these are, with their defaults: " + new TreeMap<>(defaults));
            }
            values.put(args[i], args[i + 1]);
        }
        return new Options(values);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no default");
        }
        return value;
    }

    int whole(String name) {
        return Integer.parseInt(text(name));
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    /** {@return everything but the address of the database, which may hold a password} */
    Map<String, String> toReport() {
        Map<String, String> report = new TreeMap<>(values);
        report.computeIfPresent("--database", (name, value) -> value.replaceFirst(":.*", ""));
        return report;
    }
}
