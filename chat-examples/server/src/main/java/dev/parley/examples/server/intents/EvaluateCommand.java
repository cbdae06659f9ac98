package dev.parley.examples.server.intents;

import dev.parley.examples.intents.Confusion;
import dev.parley.examples.intents.Evaluation;
import dev.parley.examples.intents.LinearIntentClassifier;
import dev.parley.examples.intents.Question;
import dev.parley.examples.intents.QuestionFile;
import dev.parley.examples.intents.QuestionFileException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the classifier on files of questions. */
@Command(
        name = "evaluate",
        description = "Measures the bot's classifier on questions whose intents are known.",
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {

    private static final int PAIRS = 10;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Lines 'intent<TAB>text'; 'oos' for out of scope.")
    private List<Path> files = List.of();

    @Option(
            names = "--threshold",
            paramLabel = "CONFIDENCE",
            description =
                    "The smallest that counts as understood, 0 to 1; the one chosen on validation questions if left out.")
    private @Nullable Double chosen;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    /** Made by picocli. */
    public EvaluateCommand() {}

    @Override
    public Integer call() {
        if (chosen != null && !(chosen >= 0 && chosen <= 1)) {
            throw new ParameterException(spec.commandLine(), "--threshold must be a number from 0 to 1");
        }
        LinearIntentClassifier classifier = LinearIntentClassifier.load();
        List<Question> questions = new ArrayList<>();
        try {
            for (Path file : files) {
                questions.addAll(QuestionFile.read(file, classifier.intents()));
            }
        } catch (QuestionFileException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.SOFTWARE;
        }
        print(Evaluation.of(classifier, questions), chosen == null ? classifier.threshold() : chosen);
        return ExitCode.OK;
    }

    private void print(Evaluation evaluation, double threshold) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("in-scope accuracy " + share(evaluation.inScopeAccuracy(threshold)));
        out.println("out-of-scope recall " + share(evaluation.outOfScopeRecall(threshold)));
        out.println(String.format(
                Locale.ROOT,
                "threshold %s (%s)",
                plain(threshold),
                chosen == null ? "chosen on the validation questions" : "--threshold"));
        out.println("expected calibration error " + share(evaluation.calibrationError()));
        out.println("questions " + evaluation.inScope() + " in scope, " + evaluation.outOfScope() + " out of scope");
        out.println("confusions seen most (count, right intent, taken for; oos is out of scope or not understood)");
        for (Confusion confusion : evaluation.confusions(threshold, PAIRS)) {
            out.println("  " + confusion.count() + "  " + confusion.expected() + "  " + confusion.taken());
        }
        out.flush();
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "- (no such question)" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String plain(double threshold) {
        return new BigDecimal(Double.toString(threshold)).stripTrailingZeros().toPlainString();
    }
}
