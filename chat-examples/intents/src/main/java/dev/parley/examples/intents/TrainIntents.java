package dev.parley.examples.intents;

import de.bwaldvogel.liblinear.Linear;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Trains the model in the build, unless there is one already from the same questions, the same code and the same library. */
final class TrainIntents {

    private static final String MODEL = "dev/parley/examples/intents/intents.model";

    private TrainIntents() {}

    /**
     * Trains.
     *
     * @param arguments the folder of the questions, the folder of the classes, which gets the model, and a file that keeps
     *     from what the model was made
     */
    public static void main(String[] arguments) throws IOException, QuestionFileException {
        Path questions = Path.of(arguments[0]);
        Path classes = Path.of(arguments[1]);
        Path origin = Path.of(arguments[2]);
        Path target = classes.resolve(MODEL);
        String fingerprint = fingerprint(questions, classes, library());
        if (!Files.exists(target)
                || !Files.exists(origin)
                || !Files.readString(origin).equals(fingerprint)) {
            train(questions, target);
            Files.writeString(origin, fingerprint);
        }
    }

    static IntentModel train(Path folder) throws QuestionFileException {
        return IntentModel.train(
                read(folder, "train.tsv", "oos-train.tsv"), read(folder, "validation.tsv", "oos-validation.tsv"));
    }

    private static void train(Path questions, Path target) throws IOException, QuestionFileException {
        IntentModel model = train(questions);
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling("intents.part");
        try (OutputStream out = Files.newOutputStream(part)) {
            ModelFile.write(model, out);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    static List<Question> read(Path folder, String... names) throws QuestionFileException {
        List<Question> questions = new ArrayList<>();
        for (String name : names) {
            questions.addAll(QuestionFile.read(folder.resolve(name)));
        }
        return questions;
    }

    /** {@return the jar of LIBLINEAR} */
    static Path library() {
        try {
            return Path.of(Linear.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return a value that changes with anything of which the model is made} A new library may train another model. */
    static String fingerprint(Path questions, Path classes, Path library) throws IOException {
        try (Stream<Path> data = Files.list(questions);
                Stream<Path> code = Files.list(classes.resolve(MODEL).getParent())) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path file : Stream.concat(data, code)
                    .filter(file -> file.toString().matches(".*\\.(tsv|class)"))
                    .sorted()
                    .toList()) {
                digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            digest.update(Files.readAllBytes(library));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
