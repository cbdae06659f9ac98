package dev.parley.redis.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.ratelimit.RateLimit;
import org.jspecify.annotations.Nullable;

/** The gauges of the limits that are in use, worked out once. Thread-safe. */
final class Gauges {

    private static final int MOST = 1_000;

    private final @Nullable LeaseTerms terms;
    private final Cache<RateLimit, Gauge> known =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    /** Without terms nothing is leased. */
    Gauges(@Nullable LeaseTerms terms) {
        this.terms = terms;
    }

    Gauge of(RateLimit limit) {
        return known.get(limit, this::gauge);
    }

    private Gauge gauge(RateLimit limit) {
        return Gauge.of(limit, terms == null ? 0 : terms.lifeOf(limit));
    }
}
