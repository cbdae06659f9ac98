package dev.parley.examples.benchmarks;

import java.util.List;

/** What the uses of the caches are to gain. */
final class CacheUseGoals {

    private static final double PAGE = 1.1;
    private static final double SEND = 1.0;
    private static final double SESSION = 10;

    private CacheUseGoals() {}

    static List<Verdict> all(Figures figures) {
        return List.of(
                Verdict.time(
                        "page with names, cached against the directory",
                        figures.score("CacheUses.pageCached"),
                        figures.score("CacheUses.pageDirectory"),
                        PAGE),
                Verdict.time(
                        "send with the name, cached against the directory",
                        figures.score("CacheUses.sendCached"),
                        figures.score("CacheUses.sendDirectory"),
                        SEND),
                Verdict.time(
                        "session by the access check against the database",
                        figures.score("CacheUses.sessionAccess"),
                        figures.score("CacheUses.sessionDatabase"),
                        SESSION));
    }
}
