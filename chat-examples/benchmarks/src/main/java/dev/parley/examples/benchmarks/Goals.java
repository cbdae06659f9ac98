package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the figures are to be compared with, and how they are to turn out. */
final class Goals {

    /** What the garbage collector's own work amounts to, shared among some million operations. */
    private static final double NO_BYTES = 0.1;

    private Goals() {}

    static List<Verdict> ofEngineSend(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int threads : new int[] {1, 4}) {
            verdicts.add(Verdict.rate(
                    "engine send against bare append, threads: " + threads,
                    figures.score("EngineSend.send" + threads),
                    figures.score("EngineSend.append" + threads),
                    0.5));
        }
        return verdicts;
    }

    static List<Verdict> ofNextSeq(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String threads : new String[] {"1", "4"}) {
            for (String conversations : new String[] {"1", "1000", "1000000"}) {
                String place = ", threads: " + threads + ", conversations: " + conversations;
                String prefix = "NextSeq.By" + threads + ".";
                Figure get = figures.score(prefix + "getThenIncrement " + conversations);
                Figure compute = figures.score(prefix + "computeIfAbsent " + conversations);
                Figure lock = figures.score(prefix + "lockPerConversation " + conversations);
                Figure bare = figures.score(prefix + "bareAtomicLong " + conversations);
                verdicts.add(Verdict.rate("get before compute against compute" + place, get, compute, 1));
                verdicts.add(Verdict.rate("get before compute against lock" + place, get, lock, 2));
                verdicts.add(Verdict.rate("get before compute against bare" + place, get, bare, 0.3));
                verdicts.add(Verdict.rate("lock (as in the product) against bare" + place, lock, bare, 0)
                        .withoutGoal());
                verdicts.add(Verdict.bound(
                        "bytes of get before compute" + place,
                        figures.bytes(prefix + "getThenIncrement " + conversations),
                        NO_BYTES));
                verdicts.add(Verdict.bound(
                        "bytes of lock" + place,
                        figures.bytes(prefix + "lockPerConversation " + conversations),
                        NO_BYTES));
            }
        }
        return verdicts;
    }
}
