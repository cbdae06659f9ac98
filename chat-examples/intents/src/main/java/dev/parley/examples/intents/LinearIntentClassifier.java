package dev.parley.examples.intents;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The 150 intents of the data set CLINC150, told by a linear model that the build has trained. Names the ten most likely.
 * Loading takes a fifth of a second and 12 MB. Immutable.
 */
public final class LinearIntentClassifier implements IntentClassifier {

    /** Where the build puts the model, beside this class. */
    private static final String MODEL = "intents.model";

    private static final int NAMED = 10;

    private final IntentModel model;
    private final int none;
    private final Set<String> intents;

    LinearIntentClassifier(IntentModel model) {
        this.model = model;
        this.none = model.linear().classes().indexOf(Question.OUT_OF_SCOPE);
        this.intents = model.linear().classes().stream()
                .filter(name -> !name.equals(Question.OUT_OF_SCOPE))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Loads the model.
     *
     * @return the classifier
     * @throws ChatException {@link ErrorCode#CONFIGURATION} if the build has left no model, or a broken one
     */
    public static LinearIntentClassifier load() {
        try (InputStream in = LinearIntentClassifier.class.getResourceAsStream(MODEL)) {
            if (in == null) {
                throw ChatException.fault(
                        ErrorCode.CONFIGURATION, "There is no model of intents: build the module with Maven", null);
            }
            return new LinearIntentClassifier(ModelFile.read(in));
        } catch (IOException e) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, "The model of intents can't be read: build the module anew", e);
        }
    }

    @Override
    public List<RankedIntent> classify(String text, Deadline deadline) {
        deadline.check();
        SparseVector features = model.linear().vocabulary().vector(NGrams.of(text));
        deadline.check();
        if (features.size() == 0) {
            return List.of();
        }
        double[] shares = model.calibration().probabilities(model.linear().scores(features), none);
        List<String> names = model.linear().classes();
        return Arrays.stream(best(shares))
                .mapToObj(k -> new RankedIntent(names.get(k), shares[k]))
                .toList();
    }

    /** The intents with the greatest shares, in their order; of equal ones the first by name. Sorts no more than it names. */
    private int[] best(double[] shares) {
        int[] best = new int[NAMED + 1];
        int count = 0;
        for (int k = 0; k < shares.length; k++) {
            if (k != none) {
                int place = count;
                for (; place > 0 && shares[best[place - 1]] < shares[k]; place--) {
                    best[place] = best[place - 1];
                }
                best[place] = k;
                count = Math.min(count + 1, NAMED);
            }
        }
        return Arrays.copyOf(best, count);
    }

    @Override
    public Set<String> intents() {
        return intents;
    }

    /** {@return the threshold that was chosen on the validation questions} */
    public double threshold() {
        return model.threshold();
    }

    /** {@return how it does on the validation questions, on which it was calibrated but not trained} */
    public Evaluation validation() {
        return model.validation();
    }
}
