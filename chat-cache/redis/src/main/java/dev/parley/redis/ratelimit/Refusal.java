package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** That Redis refused a key, known on this node for a while. Thread-safe. */
final class Refusal {

    /** What is told may be older than it would be now by this. */
    private static final long STALE = TimeUnit.MILLISECONDS.toNanos(1);

    private final RateLimit limit;
    private final long cost;
    private final long opens;
    private final long until;
    private volatile Telling last;

    /**
     * A refusal.
     *
     * @param limit of which limit
     * @param cost what was asked for
     * @param opens when so much will have come back
     * @param until how long to trust that
     * @param asked when Redis was asked
     * @param wait how long it said
     */
    Refusal(RateLimit limit, long cost, long opens, long until, long asked, Duration wait) {
        this.limit = limit;
        this.cost = cost;
        this.opens = opens;
        this.until = until;
        this.last = new Telling(new RateDecision.Denied(0, wait, false), asked);
    }

    RateLimit limit() {
        return limit;
    }

    long cost() {
        return cost;
    }

    /** {@return what to answer now, or null if it is over} */
    RateDecision.@Nullable Denied tell(long now) {
        if (now - until >= 0) {
            return null;
        }
        Telling telling = last;
        if (now - telling.at() > STALE) {
            Duration wait = Duration.ofNanos(Math.max(0, opens - now));
            telling = new Telling(new RateDecision.Denied(0, wait, false), now);
            last = telling;
        }
        return telling.denied();
    }

    private record Telling(RateDecision.Denied denied, long at) {}
}
