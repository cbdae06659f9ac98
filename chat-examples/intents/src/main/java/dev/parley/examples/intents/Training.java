package dev.parley.examples.intents;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;
import java.util.Random;

/**
 * Trains the linear model: the multi-class support vector machine of Crammer and Singer, which compares the classes with each
 * other instead of each with the rest; what is out of scope is one more class. The same questions give the same model, to
 * the last bit.
 */
final class Training {

    /** Chosen by the accuracy on the validation questions; from half to double it changes by a third of a per cent. */
    private static final double COST = 1;

    /** Where to stop; from 0.1 to 0.5 the accuracy is the same within a tenth of a per cent. */
    private static final double TOLERANCE = 0.3;

    private static final int SEED = 1;

    private Training() {}

    static LinearModel train(List<Question> questions) {
        List<String> classes =
                questions.stream().map(Question::intent).distinct().sorted().toList();
        List<NGrams> texts =
                questions.stream().map(question -> NGrams.of(question.text())).toList();
        Vocabulary vocabulary = VocabularyBuilder.of(texts);
        Problem problem = new Problem();
        problem.l = questions.size();
        problem.n = vocabulary.size();
        problem.x = texts.stream().map(text -> nodes(vocabulary.vector(text))).toArray(Feature[][]::new);
        problem.y = questions.stream()
                .mapToDouble(question -> classes.indexOf(question.intent()))
                .toArray();
        Parameter parameter = new Parameter(SolverType.MCSVM_CS, COST, TOLERANCE);
        parameter.setRandom(new Random(SEED));
        Linear.disableDebugOutput();
        Model model = Linear.train(problem, parameter);
        return LinearModel.rounded(classes, vocabulary, inOrder(model, classes.size()));
    }

    private static Feature[] nodes(SparseVector features) {
        Feature[] nodes = new Feature[features.size()];
        for (int i = 0; i < nodes.length; i++) {
            // The library counts from 1.
            nodes[i] = new FeatureNode(features.index(i) + 1, features.value(i));
        }
        return nodes;
    }

    /** The library numbers the classes in the order in which it meets them. */
    private static double[] inOrder(Model model, int count) {
        double[] found = model.getFeatureWeights();
        double[] weights = new double[found.length];
        int[] labels = model.getLabels();
        for (int row = 0; row < found.length; row += count) {
            for (int k = 0; k < count; k++) {
                weights[row + labels[k]] = found[row + k];
            }
        }
        return weights;
    }
}
