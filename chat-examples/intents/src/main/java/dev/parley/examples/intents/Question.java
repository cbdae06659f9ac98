package dev.parley.examples.intents;

/**
 * A question of which the intent is known. Immutable.
 *
 * @param intent what is wanted, or {@link #OUT_OF_SCOPE}
 * @param text the question
 */
public record Question(String intent, String text) {

    /** The label of questions that have none of the intents. */
    public static final String OUT_OF_SCOPE = "oos";

    /** {@return whether it has one of the intents} */
    public boolean inScope() {
        return !intent.equals(OUT_OF_SCOPE);
    }
}
