package dev.parley.examples.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The straight line that fits figures over time best, by least squares.
 *
 * @param mean of the figures
 * @param percentPerHour how much it rises in an hour, of the mean
 * @param error the standard error of that
 */
record Trend(double mean, double percentPerHour, double error) {

    private static final double PERCENT = 100;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** Fits a line to one figure of samples; with fewer than three there is none. */
    static <T> Trend of(List<T> samples, ToDoubleFunction<T> second, ToDoubleFunction<T> figure) {
        int count = samples.size();
        double meanTime = samples.stream().mapToDouble(second).average().orElse(0);
        double mean = samples.stream().mapToDouble(figure).average().orElse(0);
        double squares = 0;
        double products = 0;
        for (T sample : samples) {
            double time = second.applyAsDouble(sample) - meanTime;
            squares += time * time;
            products += time * (figure.applyAsDouble(sample) - mean);
        }
        if (count < 3 || squares == 0 || mean == 0) {
            return new Trend(mean, Double.NaN, Double.NaN);
        }
        double slope = products / squares;
        double residues = 0;
        for (T sample : samples) {
            double residue = figure.applyAsDouble(sample) - mean - slope * (second.applyAsDouble(sample) - meanTime);
            residues += residue * residue;
        }
        double scale = PERCENT * SECONDS_PER_HOUR / mean;
        return new Trend(mean, slope * scale, Math.sqrt(residues / (count - 2) / squares) * scale);
    }

    boolean risesLessThan(double percent) {
        return percentPerHour < percent;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f ± %.2f %% per hour, mean %.1f", percentPerHour, error, mean);
    }
}
