package dev.parley.examples.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results, as a file and for people. */
final class Results {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Results() {}

    static void write(Path directory, String name, Object results) throws IOException {
        JSON.writeValue(
                Files.createDirectories(directory).resolve(name + ".json").toFile(), results);
    }

    /**
     * Writes the figures into the directory of the options, and prints the tables.
     *
     * @param program of which the file has the name
     * @param options of the run
     * @param machine what it ran on, as it was at the beginning
     * @param figures what was found
     * @param tables the same in Markdown
     * @param met whether all goals are met
     */
    static void report(
            String program, Options options, String machine, Map<String, ?> figures, List<String> tables, boolean met)
            throws IOException {
        Map<String, Object> results = new LinkedHashMap<>(figures);
        results.put("met", met);
        report(program, options, machine, results, tables);
        System.out.println();
        System.out.println("All goals: " + (met ? "yes" : "**no**"));
    }

    /** The same of a program without goals. */
    static void report(String program, Options options, String machine, Map<String, ?> figures, List<String> tables)
            throws IOException {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("machine", machine);
        results.put("options", options.toReport());
        results.putAll(figures);
        write(Path.of(options.text("--results")), program, results);
        PrintStream out = System.out;
        out.println(machine + ", options " + options.toReport());
        out.println();
        tables.forEach(out::println);
    }

    /** The same with a table of the goals behind the others. */
    static void report(
            String program,
            Options options,
            String machine,
            Map<String, ?> figures,
            List<String> tables,
            List<Goal> goals)
            throws IOException {
        Map<String, Object> more = new LinkedHashMap<>(figures);
        more.put("goals", goals);
        List<String> lines = new ArrayList<>(tables);
        lines.add("");
        lines.add(Goal.HEADER);
        goals.forEach(goal -> lines.add(goal.toMarkdown()));
        report(program, options, machine, more, lines, goals.stream().allMatch(Goal::met));
    }
}
