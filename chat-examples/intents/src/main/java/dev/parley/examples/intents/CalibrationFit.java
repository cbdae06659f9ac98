package dev.parley.examples.intents;

import java.util.List;

/**
 * Finds the calibration under which held-out questions are most likely, by Newton's method. The function is convex, so there
 * is one such calibration, whatever the start.
 *
 * <p>A question out of scope counts {@value #WEIGHT_OUT_OF_SCOPE} times: in the validation split one in 31 is, in the test
 * split of the data set's paper one in 5.5, and with the real users of a bot somewhere there; this makes it one in 11.
 */
final class CalibrationFit {

    private static final double WEIGHT_OUT_OF_SCOPE = 3;
    private static final int MOST_STEPS = 50;
    private static final double SMALL_STEP = 1e-6;

    private final List<float[]> scores;
    private final int[] labels;
    private final int none;

    /**
     * A fit.
     *
     * @param scores of the model, for each question
     * @param labels the right class of each question
     * @param none the class out of scope
     */
    CalibrationFit(List<float[]> scores, int[] labels, int none) {
        this.scores = scores;
        this.labels = labels;
        this.none = none;
    }

    Calibration fit() {
        double[] at = {1, 0, 0};
        double cost = cost(at);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] direction = direction(at);
            double part = 2;
            double[] next;
            double nextCost;
            do {
                part /= 2;
                next = new double[] {
                    at[0] - part * direction[0], at[1] - part * direction[1], at[2] - part * direction[2]
                };
                nextCost = cost(next);
            } while (nextCost > cost && part > SMALL_STEP);
            if (cost - nextCost < SMALL_STEP) {
                break;
            }
            at = next;
            cost = nextCost;
        }
        return new Calibration(at[0], at[1], at[2]);
    }

    private double weight(int question) {
        return labels[question] == none ? WEIGHT_OUT_OF_SCOPE : 1;
    }

    private double[] probabilities(double[] at, int question) {
        return new Calibration(at[0], at[1], at[2]).probabilities(scores.get(question), none);
    }

    private double cost(double[] at) {
        double cost = 0;
        for (int i = 0; i < labels.length; i++) {
            cost -= weight(i) * StrictMath.log(Math.max(probabilities(at, i)[labels[i]], Double.MIN_NORMAL));
        }
        return cost;
    }

    /** The gradient divided by the matrix of second derivatives. */
    private double[] direction(double[] at) {
        double[] gradient = new double[3];
        double[][] curvature = new double[3][3];
        for (int i = 0; i < labels.length; i++) {
            addQuestion(i, probabilities(at, i), gradient, curvature);
        }
        for (int a = 0; a < 3; a++) {
            // Keeps the matrix from being singular where all questions are alike.
            curvature[a][a] += 1e-9;
        }
        return solve(curvature, gradient);
    }

    private void addQuestion(int question, double[] shares, double[] gradient, double[][] curvature) {
        float[] own = scores.get(question);
        int label = labels[question];
        double strange = own[none];
        double mean = 0;
        double square = 0;
        for (int k = 0; k < shares.length; k++) {
            if (k != none) {
                mean += shares[k] * own[k];
                square += shares[k] * own[k] * own[k];
            }
        }
        double[] means = {mean, shares[none], shares[none] * strange};
        double[] right = label == none ? new double[] {0, 1, strange} : new double[] {own[label], 0, 0};
        double[][] squares = {
            {square, 0, 0}, {0, shares[none], means[2]}, {0, means[2], means[2] * strange},
        };
        double weight = weight(question);
        for (int a = 0; a < 3; a++) {
            gradient[a] += weight * (means[a] - right[a]);
            for (int b = 0; b < 3; b++) {
                curvature[a][b] += weight * (squares[a][b] - means[a] * means[b]);
            }
        }
    }

    /** Solves three equations by elimination; the matrix is positive definite, so no rows need to change places. */
    private static double[] solve(double[][] matrix, double[] right) {
        double[] x = right.clone();
        for (int a = 0; a < 3; a++) {
            for (int b = a + 1; b < 3; b++) {
                double factor = matrix[b][a] / matrix[a][a];
                for (int c = a; c < 3; c++) {
                    matrix[b][c] -= factor * matrix[a][c];
                }
                x[b] -= factor * x[a];
            }
        }
        for (int a = 2; a >= 0; a--) {
            for (int b = a + 1; b < 3; b++) {
                x[a] -= matrix[a][b] * x[b];
            }
            x[a] /= matrix[a][a];
        }
        return x;
    }
}
