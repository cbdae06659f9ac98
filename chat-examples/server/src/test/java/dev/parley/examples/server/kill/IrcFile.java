package dev.parley.examples.server.kill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IRC log made for a test: the lines of a real one over and over, each message with a number of its own behind it.
 *
 * @param path the file
 * @param messages what is said in it, in order
 * @param ends where in the file each message ends, in bytes
 */
record IrcFile(Path path, List<Said> messages, List<Long> ends) {

    private static final String REAL = "/irc/2016-12-19_20.raw.txt";

    /** A line {@code [HH:MM] <nick> text}. */
    private static final Pattern MESSAGE = Pattern.compile("(\\[\\d\\d:\\d\\d] <([^>]+)>) (.+)");

    /**
     * A message.
     *
     * @param author the id of the user that the nick becomes
     * @param text what is said
     */
    record Said(String author, String text) {}

    static IrcFile write(Path path, int count) throws IOException {
        List<String> real = realLines();
        StringBuilder file = new StringBuilder();
        List<Said> messages = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long bytes = 0;
        for (int n = 0; messages.size() < count; n++) {
            String line = real.get(n % real.size());
            Matcher message = MESSAGE.matcher(line);
            if (message.matches()) {
                line += " #" + messages.size();
                messages.add(new Said("irc:" + message.group(2), message.group(3) + " #" + messages.size()));
            }
            file.append(line).append('\n');
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (messages.size() > ends.size()) {
                ends.add(bytes);
            }
        }
        return new IrcFile(Files.writeString(path, file), messages, ends);
    }

    private static List<String> realLines() throws IOException {
        try (InputStream in = Objects.requireNonNull(IrcFile.class.getResourceAsStream(REAL))) {
            // By line feeds only: a line may hold other characters that some take for its end.
            return List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }

    /** {@return how many messages lie within the first bytes} */
    int messagesWithin(long bytes) {
        return Math.toIntExact(ends.stream().filter(end -> end <= bytes).count());
    }
}
