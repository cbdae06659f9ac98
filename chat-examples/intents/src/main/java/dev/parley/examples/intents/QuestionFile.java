package dev.parley.examples.intents;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads questions: a line for each, with the intent, a tab and the text, in UTF-8. A byte order mark and carriage returns
 * before line feeds are let pass, and so are empty lines at the very end, which editors leave; whatever else is not of this
 * form ends the reading, for a figure of half a file is wrong.
 */
public final class QuestionFile {

    private static final int MAX_LINE_BYTES = 256 * 1024;
    private static final int MAX_CODE_POINTS = 16_000;
    private static final String FORM = "must be an intent, one tab and a text";
    private static final Pattern INTENT = Pattern.compile("[a-z0-9_]{1,100}");

    private final Path file;
    private final Set<String> known;
    private int line;

    /** The first of the empty lines read last, or 0: whether they are at the end shows only when it comes. */
    private int emptyFrom;

    private QuestionFile(Path file, Set<String> known) {
        this.file = file;
        this.known = known;
    }

    /**
     * Reads a whole file.
     *
     * @param file the file
     * @param known the intents that may be in it, beside {@link Question#OUT_OF_SCOPE}
     * @return its questions, one or more
     * @throws QuestionFileException if it can't be read, is empty, or a line is not of the form
     */
    public static List<Question> read(Path file, Set<String> known) throws QuestionFileException {
        return new QuestionFile(file, known).readAll();
    }

    /** Reads a file from which intents are learned: it may hold any. */
    static List<Question> read(Path file) throws QuestionFileException {
        return read(file, Set.of());
    }

    private List<Question> readAll() throws QuestionFileException {
        if (Files.isDirectory(file)) {
            throw new QuestionFileException(file + ": must be a file and is a folder");
        }
        List<Question> questions = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int first = in.read();
            while (first >= 0) {
                line++;
                String content = decode(lineFrom(first, in));
                if (!content.isEmpty()) {
                    requireNoneEmptyBefore();
                    questions.add(parse(content));
                } else if (emptyFrom == 0) {
                    emptyFrom = line;
                }
                first = in.read();
            }
        } catch (IOException e) {
            throw new QuestionFileException(
                    file + ": can't be read (" + e.getClass().getSimpleName() + ")");
        }
        if (questions.isEmpty()) {
            throw new QuestionFileException(file + ": must hold a question and is empty");
        }
        return questions;
    }

    private void requireNoneEmptyBefore() throws QuestionFileException {
        if (emptyFrom > 0) {
            line = emptyFrom;
            throw broken(FORM);
        }
    }

    private byte[] lineFrom(int first, InputStream in) throws IOException, QuestionFileException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = first; b >= 0 && b != '\n'; b = in.read()) {
            if (bytes.size() == MAX_LINE_BYTES) {
                throw broken("must have at most " + MAX_LINE_BYTES + " bytes");
            }
            bytes.write(b);
        }
        return bytes.toByteArray();
    }

    private String decode(byte[] bytes) throws QuestionFileException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            int from = line == 1 && text.startsWith("\uFEFF") ? 1 : 0;
            return text.substring(from, text.length() - (text.length() > from && text.endsWith("\r") ? 1 : 0));
        } catch (CharacterCodingException e) {
            throw broken("must be UTF-8");
        }
    }

    private Question parse(String content) throws QuestionFileException {
        int tab = content.indexOf('\t');
        if (tab < 0 || content.indexOf('\t', tab + 1) >= 0) {
            throw broken(FORM);
        }
        String intent = content.substring(0, tab);
        String text = content.substring(tab + 1);
        if (!INTENT.matcher(intent).matches()) {
            throw broken("must begin with an intent of 1 to 100 of a-z, 0-9 and '_'");
        }
        if (!known.isEmpty() && !known.contains(intent) && !intent.equals(Question.OUT_OF_SCOPE)) {
            throw broken("must begin with an intent that the classifier knows, or 'oos'");
        }
        if (text.isBlank()) {
            throw broken("must have a text behind the tab");
        }
        if (text.indexOf('\0') >= 0) {
            throw broken("must not contain NUL");
        }
        if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            throw broken("must have a text of at most " + MAX_CODE_POINTS + " code points");
        }
        return new Question(intent, text);
    }

    private QuestionFileException broken(String rule) {
        return new QuestionFileException(file + ", line " + line + ": " + rule);
    }
}
