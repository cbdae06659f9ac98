package dev.parley.examples.intents;

/**
 * How often one intent was taken for another. Immutable.
 *
 * @param expected the right intent, or {@link Question#OUT_OF_SCOPE}
 * @param taken for what it was taken: an intent, or {@link Question#OUT_OF_SCOPE} if it was not understood
 * @param count how often
 */
public record Confusion(String expected, String taken, long count) {}
