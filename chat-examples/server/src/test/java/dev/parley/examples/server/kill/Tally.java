package dev.parley.examples.server.kill;

import java.time.Duration;
import java.util.Random;

/** The lines that a kill test prints: one for each kill, and the total. */
final class Tally {

    private final String name;
    private final Random seeds;
    private int kills;
    private long acknowledged;
    private long lost;
    private long duplicated;

    /** A tally whose seeds follow from one, which is printed and can be set to see the same instants again. */
    Tally(String name) {
        this.name = name;
        long seed = Long.getLong("parley.seed", System.nanoTime());
        this.seeds = new Random(seed);
        print("%s -Dparley.seed=%d".formatted(name, seed));
    }

    /** {@return how many times to kill} */
    static int rounds() {
        return Integer.getInteger("parley.kills", 5);
    }

    long nextSeed() {
        return seeds.nextLong();
    }

    void add(long seed, Duration at, long newlyAcknowledged, long newlyLost, long newlyDuplicated, String more) {
        kills++;
        acknowledged += newlyAcknowledged;
        lost += newlyLost;
        duplicated += newlyDuplicated;
        print("%s kill %d: seed=%d at=%dms acknowledged=%d %s lost=%d duplicated=%d"
                .formatted(name, kills, seed, at.toMillis(), newlyAcknowledged, more, newlyLost, newlyDuplicated));
    }

    void printTotal() {
        print("%s kills=%d acknowledged=%d lost=%d duplicated=%d"
                .formatted(name, kills, acknowledged, lost, duplicated));
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
