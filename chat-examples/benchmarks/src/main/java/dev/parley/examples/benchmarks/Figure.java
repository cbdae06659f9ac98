package dev.parley.examples.benchmarks;

import java.util.Locale;
import org.openjdk.jmh.results.Result;

/**
 * A measured value and its error, half of the 99.9 % confidence interval.
 *
 * @param value the score
 * @param error its error; not a number after a single iteration
 * @param unit of both
 */
record Figure(double value, double error, String unit) {

    static Figure of(Result<?> result) {
        return new Figure(result.getScore(), result.getScoreError(), result.getScoreUnit());
    }

    /** The same of so many at once. */
    Figure times(double factor) {
        return new Figure(value * factor, error * factor, unit);
    }

    double low() {
        return Math.max(0, value - error);
    }

    double high() {
        return value + error;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,.2f ± %,.2f %s", value, error, unit);
    }
}
