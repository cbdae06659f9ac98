package dev.parley.examples.intents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The model that the build has made, and the questions. */
final class Shipped {

    static final Path DATA = Path.of("data");

    private Shipped() {}

    static IntentModel model() {
        try (InputStream in = IntentModel.class.getResourceAsStream("intents.model")) {
            return ModelFile.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Question> validation() throws QuestionFileException {
        return TrainIntents.read(DATA, "validation.tsv", "oos-validation.tsv");
    }
}
