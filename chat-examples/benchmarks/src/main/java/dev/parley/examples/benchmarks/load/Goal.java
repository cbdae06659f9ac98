package dev.parley.examples.benchmarks.load;

/**
 * Something that is asked for.
 *
 * @param goal in words
 * @param figure what was found
 * @param met whether it is met
 */
record Goal(String goal, String figure, boolean met) {

    static final String HEADER = """
            | goal | figure | met |
            |---|---|---|""";

    String toMarkdown() {
        return "| " + goal + " | " + figure + " | " + (met ? "yes" : "**no**") + " |";
    }
}
