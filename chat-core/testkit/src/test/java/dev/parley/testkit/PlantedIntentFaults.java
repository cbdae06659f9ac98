package dev.parley.testkit;

import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows a greeting and a goodbye by their length and keeps the rules, and one fault for each of IC-1 to IC-8. */
final class PlantedIntentFaults implements IntentClassifier {

    static final IntentClassifierContract.Example EXAMPLE = new IntentClassifierContract.Example("Hello", "greeting");

    private final String rule;
    private final AtomicInteger calls = new AtomicInteger();

    PlantedIntentFaults(String rule) {
        this.rule = rule;
    }

    /** IC-5: fails where there is nothing to count; IC-6: looks at no clock; IC-7: gives its own list out. */
    @Override
    public List<RankedIntent> classify(String text, Deadline deadline) {
        if (!rule.equals("IC-6")) {
            deadline.check();
        }
        if (rule.equals("IC-5") && text.isBlank()) {
            throw new IllegalStateException("No words");
        }
        List<RankedIntent> ranking = new ArrayList<>(rank(text));
        return rule.equals("IC-7") ? ranking : Collections.unmodifiableList(ranking);
    }

    /** IC-1: the second is more likely than the first; IC-2: two that are both certain. */
    private List<RankedIntent> rank(String text) {
        return switch (rule) {
            case "IC-1" -> ranking(text, 0.3, 0.4);
            case "IC-2" -> ranking(text, 0.9, 0.8);
            case "IC-4" -> ranking(text, 0.6, 0.4 / calls.incrementAndGet());
            default -> ranking(text, 0.6, 0.3);
        };
    }

    /** IC-3: names what it does not know; IC-8: mistakes a greeting for a goodbye. */
    private List<RankedIntent> ranking(String text, double first, double second) {
        boolean greeting = text.length() < 10 != rule.equals("IC-8");
        return List.of(
                new RankedIntent(greeting ? "greeting" : "goodbye", first),
                new RankedIntent(rule.equals("IC-3") ? "small_talk" : greeting ? "goodbye" : "greeting", second));
    }

    @Override
    public Set<String> intents() {
        return Set.of("greeting", "goodbye");
    }
}
