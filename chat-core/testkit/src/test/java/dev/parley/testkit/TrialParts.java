package dev.parley.testkit;

import dev.parley.core.backup.PartSink;
import dev.parley.testkit.TrialBackups.Note;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Notes as two parts of lines: whose there are, and what they say. */
final class TrialParts {

    static final String OWNERS = "owners.txt";
    static final String NOTES = "notes.txt";

    private TrialParts() {}

    static void write(List<Note> notes, PartSink sink) throws IOException {
        part(sink, OWNERS, notes.stream().map(Note::owner).distinct().sorted().toList());
        part(
                sink,
                NOTES,
                notes.stream()
                        .map(note -> note.owner() + " " + note.number() + " " + note.text())
                        .toList());
    }

    private static void part(PartSink sink, String name, List<String> lines) throws IOException {
        sink.part(name, out -> {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return lines.size();
        });
    }

    /** {@return the lines of a part} */
    static List<String> lines(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("The last line has no end");
        }
        return text.lines().toList();
    }

    static Note note(String line) {
        String[] words = line.split(" ", 4);
        if (words.length < 4) {
            throw new IllegalArgumentException("A note is four words");
        }
        return new Note(words[0], words[1], Integer.parseInt(words[2]), words[3]);
    }

    /** {@return what is wrong with notes, by their owners} */
    static List<String> problems(List<Note> notes, List<String> owners) {
        List<String> problems = new ArrayList<>();
        for (Note note : notes) {
            if (!owners.contains(note.owner())) {
                problems.add("nobody owns a note of " + note.owner());
            }
        }
        for (String owner : owners) {
            List<Integer> numbers = notes.stream()
                    .filter(note -> note.owner().equals(owner))
                    .map(Note::number)
                    .sorted()
                    .toList();
            for (int i = 0; i < numbers.size(); i++) {
                if (numbers.get(i) != i + 1) {
                    problems.add("not dense: " + owner);
                    break;
                }
            }
        }
        return problems;
    }

    static byte[] without(byte[] bytes, Function<List<String>, List<String>> change) {
        return String.join(
                        "",
                        change.apply(lines(bytes)).stream()
                                .map(line -> line + "\n")
                                .toList())
                .getBytes(StandardCharsets.UTF_8);
    }
}
