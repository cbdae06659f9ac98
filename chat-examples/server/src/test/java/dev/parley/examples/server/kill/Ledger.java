package dev.parley.examples.server.kill;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * What the senders of a round were told, kept where the killed process can't reach it: in this process and in a file.
 * Thread-safe.
 */
final class Ledger implements AutoCloseable {

    private final Map<Line, Answer> answers = new LinkedHashMap<>();
    private final CountDownLatch enough;
    private final BufferedWriter journal;

    /** A ledger that tells when so many lines were acknowledged. */
    Ledger(Path file, int enough) throws IOException {
        this.enough = new CountDownLatch(enough);
        this.journal = Files.newBufferedWriter(file);
    }

    synchronized void record(Line line, Answer answer) {
        answers.put(line, answer);
        if (answer instanceof Answer.Ok) {
            enough.countDown();
        }
        try {
            journal.write(line.key() + "\t" + line.conversation() + "\t" + answer + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens when enough lines were acknowledged. */
    CountDownLatch enough() {
        return enough;
    }

    /** {@return everything that was sent, in the order in which the answers came} */
    synchronized Map<Line, Answer> answers() {
        return new LinkedHashMap<>(answers);
    }

    synchronized long count(Class<? extends Answer> kind) {
        return answers.values().stream().filter(kind::isInstance).count();
    }

    /** {@return the lines of one sender, in the order of sending} */
    synchronized List<Line> linesOf(int sender) {
        return answers.keySet().stream().filter(line -> line.sender() == sender).toList();
    }

    @Override
    public synchronized void close() throws IOException {
        journal.close();
    }
}
