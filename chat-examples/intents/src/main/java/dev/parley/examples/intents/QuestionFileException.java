package dev.parley.examples.intents;

import java.io.Serial;

/** A file of questions can't be used. The message is one line that names the file, the line if it is one, and the rule. */
public final class QuestionFileException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    QuestionFileException(String message) {
        super(message);
    }
}
