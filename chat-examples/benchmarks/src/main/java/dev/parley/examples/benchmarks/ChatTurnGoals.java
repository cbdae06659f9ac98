package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a turn of a chat may cost. */
final class ChatTurnGoals {

    private static final double BYTES = 5_000;

    private ChatTurnGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(window("10", 2, 5, figures));
        verdicts.addAll(window("100", 6, 25, figures));
        verdicts.addAll(window("1000", 50, 250, figures));
        for (String messages : new String[] {"10", "100", "1000", "1000000"}) {
            String place = ", messages: " + messages;
            Figure turn = figures.score("ChatTurn.store " + messages);
            verdicts.add(Verdict.time(
                    "turn against two bare rows" + place, turn, figures.score("ChatTurn.bareAppends"), 0.8));
            verdicts.add(Verdict.time(
                            "turn against its two appends alone" + place,
                            turn,
                            figures.score("ChatTurn.storeAppends " + messages),
                            0)
                    .withoutGoal());
            verdicts.add(Verdict.bound("bytes of a turn" + place, figures.bytes("ChatTurn.store " + messages), BYTES));
        }
        verdicts.add(growth("1000", figures));
        verdicts.add(growth("1000000", figures));
        return verdicts;
    }

    private static List<Verdict> window(String window, double ofLangChain4j, double ofSpringAi, Figures figures) {
        Figure turn = figures.score("ChatTurn.store " + window);
        return List.of(
                Verdict.time(
                        "turn against LangChain4j, window: " + window,
                        turn,
                        figures.score("ChatTurn.langChain4j " + window),
                        ofLangChain4j),
                Verdict.time(
                        "turn against Spring AI, window: " + window,
                        turn,
                        figures.score("ChatTurn.springAi " + window),
                        ofSpringAi));
    }

    private static Verdict growth(String messages, Figures figures) {
        return Verdict.growth(
                "turn at " + messages + " messages against 10",
                figures.score("ChatTurn.store " + messages),
                figures.score("ChatTurn.store 10"),
                1.5);
    }
}
