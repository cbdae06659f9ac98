package dev.parley.examples.server.intents;

import dev.parley.core.reply.RankedIntent;
import dev.parley.core.reply.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bot answers, by intent: it says what it understood, how sure it is, and what it can't do; small talk it answers.
 * The sentences are in {@code answers.tsv}: the intent, a tab, what somebody wants (nothing for small talk), a tab, a sentence.
 * Immutable.
 */
final class AnswerBook {

    private static final String FILE = "answers.tsv";
    private static final String NOT_UNDERSTOOD = "oos";
    private static final int MOST_PERCENT = 99;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private final Map<String, Entry> entries;

    private record Entry(String wish, String sentence) {}

    private AnswerBook(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /** Reads the sentences. */
    static AnswerBook load() {
        try (InputStream in = AnswerBook.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + FILE);
            }
            Map<String, Entry> entries = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int first = line.indexOf('\t');
                int second = line.indexOf('\t', first + 1);
                entries.put(
                        line.substring(0, first),
                        new Entry(line.substring(first + 1, second), line.substring(second + 1)));
            });
            return new AnswerBook(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return what it has an answer to} */
    Set<String> intents() {
        return entries.keySet();
    }

    String notUnderstood() {
        return entry(NOT_UNDERSTOOD).sentence();
    }

    /** {@return the answer} The same for every attempt of a turn: chance and time come from the question. */
    String answer(RankedIntent best, Turn turn) {
        Entry entry = entry(best.intent());
        String sentence = filled(entry.sentence(), turn);
        if (entry.wish().isEmpty()) {
            return sentence;
        }
        // Nothing is certain, so the figure never says that it is.
        long percent = Math.min(Math.round(100 * best.confidence()), MOST_PERCENT);
        return "You want to " + entry.wish() + " (" + best.intent() + ", " + percent + " % sure). " + sentence;
    }

    private Entry entry(String intent) {
        @Nullable Entry entry = entries.get(intent);
        return entry == null ? new Entry("do something that I can name", "That is all I know of it.") : entry;
    }

    private static String filled(String sentence, Turn turn) {
        if (!sentence.startsWith("{")) {
            return sentence;
        }
        Instant asked = turn.question().createdAt();
        Random chance = new Random(turn.id().toString().hashCode());
        return switch (sentence) {
            case "{time}" -> "It is " + TIME.format(asked.atOffset(ZoneOffset.UTC)) + " in UTC.";
            case "{date}" -> "It is " + DATE.format(asked.atOffset(ZoneOffset.UTC)) + ", in UTC.";
            case "{coin}" -> chance.nextBoolean() ? "It shows heads." : "It shows tails.";
            case "{die}" -> "It shows " + (1 + chance.nextInt(6)) + ".";
            default -> sentence;
        };
    }
}
