package dev.parley.testkit;

import dev.parley.core.reply.IntentClassifier;
import dev.parley.core.reply.RankedIntent;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Knows a greeting and a goodbye by their length and keeps the rules, and one fault for each of IC-1 to IC-8. Where a word
 * stands behind the rule, the fault is one that a lazier test of the rule would miss.
 */
final class PlantedIntentFaults implements IntentClassifier {

    static final IntentClassifierContract.Example EXAMPLE = new IntentClassifierContract.Example("Hello", "greeting");

    private final String rule;
    private final Set<String> intents = new HashSet<>(Set.of("greeting", "goodbye"));
    private final AtomicInteger calls = new AtomicInteger();

    PlantedIntentFaults(String rule) {
        this.rule = rule;
    }

    /**
     * IC-5: fails where there is nothing to count; IC-6: looks at no clock, or, when the time runs out at work, does not say
     * so; IC-7: gives its own list out, or one whose places can be changed.
     */
    @Override
    public List<RankedIntent> classify(String text, Deadline deadline) {
        if (!rule.equals("IC-6")) {
            deadline.check();
        }
        if (rule.equals("IC-6 late") && deadline.remaining().toMillis() < 10) {
            throw new IllegalStateException("Too late");
        }
        if (rule.equals("IC-5") && text.isBlank()) {
            throw new IllegalStateException("No words");
        }
        List<RankedIntent> ranking = new ArrayList<>(rank(text));
        return switch (rule) {
            case "IC-7" -> ranking;
            case "IC-7 places" -> Arrays.asList(ranking.toArray(RankedIntent[]::new));
            default -> Collections.unmodifiableList(ranking);
        };
    }

    /**
     * IC-1: the second is more likely than the first; IC-2: two that are both certain; IC-3: names what it does not know;
     * each of what people say, and IC-5 of what they say seldom; IC-8: mistakes a greeting for a goodbye.
     */
    private List<RankedIntent> rank(String text) {
        boolean usual = text.contains(EXAMPLE.text());
        boolean seldom = text.isEmpty() || text.length() > 10_000;
        boolean kept = (rule.matches("IC-[123]") && !usual) || (rule.startsWith("IC-5") && !seldom);
        String fault = kept ? "none" : rule;
        boolean greeting = text.length() < 10 != fault.equals("IC-8");
        String first = greeting ? "greeting" : "goodbye";
        String second = greeting ? "goodbye" : "greeting";
        return switch (fault) {
            case "IC-1", "IC-5 order" -> ranking(first, 0.3, second, 0.4);
            case "IC-2", "IC-5 sum" -> ranking(first, 0.9, second, 0.8);
            case "IC-3", "IC-5 unknown" -> ranking(first, 0.6, "small_talk", 0.3);
            case "IC-4" -> ranking(first, 0.6, second, 0.4 / calls.incrementAndGet());
            default -> ranking(first, 0.6, second, 0.3);
        };
    }

    private static List<RankedIntent> ranking(String first, double likely, String second, double lessLikely) {
        return List.of(new RankedIntent(first, likely), new RankedIntent(second, lessLikely));
    }

    /** IC-7: gives its own set out. */
    @Override
    public Set<String> intents() {
        return rule.equals("IC-7 intents") ? intents : Collections.unmodifiableSet(intents);
    }
}
