package dev.parley.examples.server.kill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An IRC log made for a test: messages of a few people, each message another, with lines between that are none.
 *
 * @param path the file
 * @param messages what is said in it, in order
 * @param ends where in the file each message ends, in bytes
 */
record IrcFile(Path path, List<Said> messages, List<Long> ends) {

    private static final List<String> NICKS =
            List.of("ana", "Ana", "bob_", "c3po", "dóra", "eve|away", "[f]", "gus-", "h`k", "ïvan", "jo^jo", "кирилл");
    private static final List<String> PHRASES = List.of(
            "did you try to start it in a terminal?",
            "  it says: no such file or directory  ",
            "<b>bold</b> & \"quoted\", isn't it",
            "привет, что случилось?",
            "ok :) \uD83D\uDC4D\uD83C\uDFFD thanks",
            "\tsudo apt-get install -f; echo $?",
            "see http://example.org/?a=1&b=%20#top");

    /**
     * A message.
     *
     * @param author the id of the user that the nick becomes
     * @param text what is said
     */
    record Said(String author, String text) {}

    static IrcFile write(Path path, long seed, int count) throws IOException {
        Random random = new Random(seed);
        StringBuilder file = new StringBuilder();
        List<Said> messages = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        long bytes = 0;
        while (messages.size() < count) {
            String nick = NICKS.get(random.nextInt(NICKS.size()));
            String line;
            if (random.nextInt(8) == 0) {
                line = "=== " + nick + " [n=" + nick + "@example.org] has joined #help\n";
            } else {
                String text = PHRASES.get(random.nextInt(PHRASES.size())) + " " + messages.size();
                line = "[%02d:%02d] <%s> %s\n".formatted(random.nextInt(24), random.nextInt(60), nick, text);
                messages.add(new Said("irc:" + nick, text));
                ends.add(bytes + line.getBytes(StandardCharsets.UTF_8).length);
            }
            bytes += line.getBytes(StandardCharsets.UTF_8).length;
            file.append(line);
        }
        return new IrcFile(Files.writeString(path, file), messages, ends);
    }

    long size() {
        return ends.get(ends.size() - 1);
    }

    /** {@return how many messages lie within the first bytes} */
    int messagesWithin(long bytes) {
        return Math.toIntExact(ends.stream().filter(end -> end <= bytes).count());
    }
}
