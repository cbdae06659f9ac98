package dev.parley.examples.benchmarks;

import java.util.Locale;

/**
 * A comparison with its goal, judged by the worse bound: the end of both error intervals that speaks most against it.
 *
 * @param what is compared
 * @param ours our figure
 * @param other what it is compared with, or empty
 * @param ratio of the two values, or their difference, or our value itself
 * @param worst the same at the worse bounds
 * @param goal in words, or empty when there is none
 * @param met whether the worse bound meets the goal
 */
record Verdict(String what, Figure ours, String other, double ratio, double worst, String goal, boolean met) {

    /** Both are rates, more is better: ours is to be at least so many times the other. */
    static Verdict rate(String what, Figure ours, Figure other, double atLeast) {
        double worst = ours.low() / other.high();
        return new Verdict(
                what, ours, other.toString(), ours.value() / other.value(), worst, "≥ " + atLeast, worst >= atLeast);
    }

    /** Both are times, less is better: our rate is to be at least so many times the other's. */
    static Verdict time(String what, Figure ours, Figure other, double atLeast) {
        double worst = other.low() / ours.high();
        return new Verdict(
                what, ours, other.toString(), other.value() / ours.value(), worst, "≥ " + atLeast, worst >= atLeast);
    }

    /** Both are times: the one of the larger case is to be at most so many times the one of the smaller. */
    static Verdict growth(String what, Figure large, Figure small, double atMost) {
        double worst = large.high() / small.low();
        return new Verdict(
                what, large, small.toString(), large.value() / small.value(), worst, "≤ " + atMost, worst <= atMost);
    }

    /** Both are amounts: ours is to be at most so much more than the other. */
    static Verdict beyond(String what, Figure ours, Figure other, double atMost) {
        double worst = ours.high() - other.low();
        return new Verdict(
                what, ours, other.toString(), ours.value() - other.value(), worst, "≤ " + atMost, worst <= atMost);
    }

    /** The figure itself is to be at most so much. */
    static Verdict bound(String what, Figure ours, double atMost) {
        return new Verdict(what, ours, "", ours.value(), ours.high(), "≤ " + atMost, ours.high() <= atMost);
    }

    /** The same without a goal, for the reader. */
    Verdict withoutGoal() {
        return new Verdict(what, ours, other, ratio, worst, "", true);
    }

    static final String HEADER = """
            | what | figure | against | ratio (worse bound) | goal | met |
            |---|---|---|---|---|---|""";

    /** {@return a line of a Markdown table} */
    String toMarkdown() {
        String judged = goal.isEmpty() ? "" : met ? "yes" : "**no**";
        return String.format(
                Locale.ROOT, "| %s | %s | %s | %.2f (%.2f) | %s | %s |", what, ours, other, ratio, worst, goal, judged);
    }
}
