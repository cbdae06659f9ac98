package dev.parley.auth.login;

import java.util.Arrays;

/** Tells two samples apart as an attacker would who sees one time and has to say of which sample it is. */
final class RankSum {

    private RankSum() {}

    /**
     * {@return how often a value of {@code second} is larger than one of {@code first}, from 0 to 1, equal ones counted
     * half: 0.5 if there is nothing to tell} The Mann-Whitney statistic, divided by the number of pairs.
     */
    static double auc(long[] first, long[] second) {
        double larger = 0;
        for (long one : first) {
            for (long other : second) {
                larger += other > one ? 1 : other == one ? 0.5 : 0;
            }
        }
        return larger / ((double) first.length * second.length);
    }

    static double median(long[] sample) {
        long[] sorted = sample.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
