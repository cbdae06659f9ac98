package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the bot of {@link FrameworkBot} keeps of a conversation; a bean, as that framework wants it. */
public final class BotMemory {

    private int turns;
    private List<String> lines = new ArrayList<>();

    public int getTurns() {
        return turns;
    }

    public void setTurns(int turns) {
        this.turns = turns;
    }

    public List<String> getLines() {
        return lines;
    }

    public void setLines(List<String> lines) {
        this.lines = lines;
    }

    /** Adds one turn, and forgets the oldest lines beyond so many. */
    void add(String question, String answer, int atMost) {
        turns++;
        lines.add(question);
        lines.add(answer);
        while (lines.size() > atMost) {
            lines.remove(0);
        }
    }
}
