package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What appending may cost. */
final class AppendGoals {

    private static final String DISK = " 0";
    private static final String VOLUME = " 2000";
    private static final String SLOW = ", a flush of 2 ms more";
    private static final double BYTES = 1_536;

    private AppendGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(senders(1, 0.9, 1, DISK, figures));
        verdicts.addAll(senders(8, 0, 0, DISK, figures));
        verdicts.addAll(senders(64, 3, 0, DISK, figures));
        verdicts.add(Verdict.rate(
                "append against bare rows in full batches, senders: 64",
                score("ours64", DISK, figures),
                score("fullBatches", DISK, figures),
                0.25));
        verdicts.addAll(senders(1, 0.8, 0, VOLUME, figures));
        verdicts.addAll(senders(8, 0.8, 0, VOLUME, figures));
        verdicts.addAll(senders(64, 4, 0, VOLUME, figures));
        for (int senders : new int[] {1, 8, 64}) {
            verdicts.add(Verdict.bound(
                    "bytes of an append, senders: " + senders, figures.bytes("Append.ours" + senders + DISK), BYTES));
        }
        return verdicts;
    }

    static List<Verdict> latency(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String flush : new String[] {DISK, VOLUME}) {
            verdicts.add(Verdict.time(
                    "p99 of append against JDBC, senders: 64" + (flush.equals(DISK) ? "" : SLOW),
                    figures.p99("AppendLatency.ours" + flush),
                    figures.p99("AppendLatency.raw" + flush),
                    1));
        }
        return verdicts;
    }

    static List<Verdict> receipt(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String senders : new String[] {"sender1", "senders64"}) {
            verdicts.add(Verdict.rate(
                            "a true receipt on H2 against one of up to 500 ms later, " + senders,
                            figures.score("AppendReceipt." + senders + " 0"),
                            figures.score("AppendReceipt." + senders + " 500"),
                            0)
                    .withoutGoal());
        }
        return verdicts;
    }

    /** Against both hands; a goal of 0 is none. */
    private static List<Verdict> senders(int senders, double ofRaw, double ofJdbi, String flush, Figures figures) {
        String place = ", senders: " + senders + (flush.equals(DISK) ? "" : SLOW);
        Figure ours = score("ours" + senders, flush, figures);
        Verdict raw = Verdict.rate("append against JDBC" + place, ours, score("raw" + senders, flush, figures), ofRaw);
        Verdict jdbi =
                Verdict.rate("append against Jdbi" + place, ours, score("jdbi" + senders, flush, figures), ofJdbi);
        return List.of(ofRaw == 0 ? raw.withoutGoal() : raw, ofJdbi == 0 ? jdbi.withoutGoal() : jdbi);
    }

    private static Figure score(String method, String flush, Figures figures) {
        return figures.score("Append." + method + flush);
    }
}
