package dev.parley.examples.server.intents;

import dev.parley.examples.intents.Evaluation;
import dev.parley.examples.server.config.Settings.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says how much each environment's bot would answer. A threshold that differs between them is a trap: what was understood in
 * staging may not be in production. So every start tells of the threshold in force and of the default of each environment.
 */
public final class ThresholdReport {

    private ThresholdReport() {}

    /**
     * Writes the line.
     *
     * @param validation how the classifier does on questions that it was not trained on
     * @param threshold the one in force
     * @return one line
     */
    public static String line(Evaluation validation, double threshold) {
        List<String> shares = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            shares.add(String.format(
                    Locale.ROOT,
                    "%.1f (%s) %s",
                    stage.intentThreshold(),
                    stage.name().toLowerCase(Locale.ROOT),
                    share(validation, stage.intentThreshold())));
        }
        return String.format(
                Locale.ROOT,
                "The bot understands from confidence %s on; of the validation questions it would answer %s;"
                        + " at the defaults of the environments: %s; calibration error %.1f %%",
                threshold,
                share(validation, threshold),
                String.join("; ", shares),
                100 * validation.calibrationError());
    }

    private static String share(Evaluation validation, double threshold) {
        return String.format(
                Locale.ROOT,
                "%.1f %% in scope and %.1f %% out of scope",
                100 * validation.answeredInScope(threshold),
                100 * (1 - validation.outOfScopeRecall(threshold)));
    }
}
