package dev.parley.core.reply;

import dev.parley.core.time.Deadline;
import java.util.List;
import java.util.Set;

/**
 * Tells what somebody wants, as one of a fixed set of intents. Thread-safe.
 *
 * <p>Rules, checked by {@code IntentClassifierContract}:
 *
 * <ul>
 *   <li>IC-1 A ranking descends by confidence and names no intent twice.
 *   <li>IC-2 The confidences of a ranking sum to 1 at most: each is the probability that just this intent is meant, and what
 *       is missing to 1 the probability that none of those named is.
 *   <li>IC-3 It names intents of {@link #intents()} only, and these are always the same.
 *   <li>IC-4 The same text gets the same ranking, from any thread, whatever is asked at the same time.
 *   <li>IC-5 Every well-formed text gets a ranking that keeps IC-1 to IC-3, an empty one if nothing can be said: also a text
 *       that is empty, blank, of any script, or as long as a message may be.
 *   <li>IC-6 A call whose deadline is over when it begins ends with {@code deadline_exceeded}; one whose deadline comes
 *       meanwhile ends so, or with its ranking.
 *   <li>IC-7 Neither a ranking nor the set of intents can be changed by those who were given it.
 *   <li>IC-8 A question like those that it was made for has its intent first.
 * </ul>
 *
 * <p>{@link IntentDecision} tells from a ranking whether somebody was understood.
 */
public interface IntentClassifier {

    /**
     * Ranks the intents that a text may have.
     *
     * @param text what was said, well-formed
     * @param deadline by when to answer
     * @return the most likely intents, most likely first; not necessarily all
     * @throws dev.parley.core.error.ChatException {@link dev.parley.core.error.ErrorCode#DEADLINE_EXCEEDED} if the time is
     *     over
     */
    List<RankedIntent> classify(String text, Deadline deadline);

    /** {@return the names of all intents that it knows, one or more; can't be changed} */
    Set<String> intents();
}
