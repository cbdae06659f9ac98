package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What a hit in the two-level cache and the eviction of a group may cost. */
final class TwoLevelGoals {

    private static final double NEAR_OF_CAFFEINE = 0.75;
    private static final double NEAR_OF_SPRING = 1;
    private static final double NEAR_OF_JETCACHE = 3;
    private static final double NEAR_OF_REDISSON = 4;
    private static final double NEAR_BYTES = 1;

    private static final double REMOTE_OF_LETTUCE = 0.9;
    private static final double REMOTE_OF_JETCACHE = 1.3;
    private static final double REMOTE_OF_REDISSON = 0.9;
    private static final double REMOTE_OF_REDISSON_BY_4 = 1.3;
    private static final double REMOTE_BYTES = 2_048;

    private static final double GROUP_OF_PING = 0.75;
    private static final double GROUP_GROWTH = 1.3;
    private static final double GROUP_OF_KEYS_AT_LARGE = 300;
    private static final double GROUP_OF_KEYS_AT_HUGE = 4_000;

    private TwoLevelGoals() {}

    static List<Verdict> all(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.addAll(hits("TwoLevel.", ", 1 thread", REMOTE_OF_REDISSON, figures));
        verdicts.addAll(hits("TwoLevel.By4.", ", 4 threads", REMOTE_OF_REDISSON_BY_4, figures));
        return verdicts;
    }

    private static List<Verdict> hits(String name, String place, double remoteOfRedisson, Figures figures) {
        Figure near = figures.score(name + "near");
        Figure remote = figures.score(name + "remote");
        return List.of(
                Verdict.rate(
                        "near hit against Caffeine" + place, near, figures.score(name + "caffeine"), NEAR_OF_CAFFEINE),
                Verdict.rate("near hit against Spring" + place, near, figures.score(name + "spring"), NEAR_OF_SPRING),
                Verdict.rate(
                        "near hit against JetCache" + place,
                        near,
                        figures.score(name + "jetCacheNear"),
                        NEAR_OF_JETCACHE),
                Verdict.rate(
                        "near hit against Redisson" + place,
                        near,
                        figures.score(name + "redissonNear"),
                        NEAR_OF_REDISSON),
                Verdict.bound("bytes of a near hit" + place, figures.bytes(name + "near"), NEAR_BYTES),
                Verdict.rate(
                        "Redis hit against a GET" + place, remote, figures.score(name + "lettuce"), REMOTE_OF_LETTUCE),
                Verdict.rate(
                        "Redis hit against JetCache" + place,
                        remote,
                        figures.score(name + "jetCacheRemote"),
                        REMOTE_OF_JETCACHE),
                Verdict.rate(
                        "Redis hit against Redisson" + place,
                        remote,
                        figures.score(name + "redissonRemote"),
                        remoteOfRedisson),
                Verdict.bound("bytes of a Redis hit" + place, figures.bytes(name + "remote"), REMOTE_BYTES));
    }

    static List<Verdict> ofGroups(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String keys : new String[] {"1000", "100000", "1000000"}) {
            Figure ours = group("evictGroup", keys, figures);
            String place = ", " + keys + " keys";
            verdicts.add(Verdict.time("group against PING" + place, ours, group("ping", keys, figures), GROUP_OF_PING));
            Verdict search =
                    Verdict.time("group against KEYS" + place, ours, group("keys", keys, figures), atLeastOfKeys(keys));
            verdicts.add("1000".equals(keys) ? search.withoutGoal() : search);
            verdicts.add(Verdict.time("group against SCAN" + place, ours, group("scan", keys, figures), 1)
                    .withoutGoal());
        }
        verdicts.add(Verdict.growth(
                "time of a group at 10^6 keys to 10^3",
                group("evictGroup", "1000000", figures),
                group("evictGroup", "1000", figures),
                GROUP_GROWTH));
        return verdicts;
    }

    /** For the choice between the two, which is made once: no goals. */
    static List<Verdict> ofInvalidation(Figures figures) {
        List<Verdict> verdicts = new ArrayList<>();
        for (String others : new String[] {"1", "8"}) {
            for (String method : new String[] {"drop", "fill"}) {
                String name = "Invalidation." + method + " ";
                verdicts.add(Verdict.time(
                                method + " by messages against tracking, other nodes: " + others,
                                figures.score(name + "messages " + others),
                                figures.score(name + "tracking " + others),
                                1)
                        .withoutGoal());
            }
        }
        return verdicts;
    }

    private static double atLeastOfKeys(String keys) {
        return "1000000".equals(keys) ? GROUP_OF_KEYS_AT_HUGE : GROUP_OF_KEYS_AT_LARGE;
    }

    private static Figure group(String method, String keys, Figures figures) {
        return figures.score("GroupEviction." + method + " " + keys);
    }
}
