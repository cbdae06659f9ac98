package dev.parley.examples.benchmarks;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keys, in the order in which they are asked for, and all limiters. */
abstract class LimiterKeys {

    private static final int DRAWS = 1 << 20;

    private final Deadline farAway = Deadline.after(Duration.ofDays(1));
    private LimitKey[] keys = {};
    private int[] order = {};
    private RateLimit limit = RateLimit.MESSAGES;
    private @Nullable LimiterPeers peers;
    private @Nullable RateLimiter limiter;

    final void open(int count, int capacity) {
        keys = new LimitKey[count];
        for (int i = 0; i < count; i++) {
            keys[i] = new LimitKey(TenantId.DEFAULT, "post", "user-" + i);
        }
        order = ranks(count);
        limit = RateLimit.of(capacity, Duration.ofDays(31));
        peers = new LimiterPeers(capacity);
        limiter = RateLimiter.inMemory(2 * count);
    }

    /** Draws by Zipf's law with exponent 1; the hottest keys lie anywhere. */
    private static int[] ranks(int count) {
        double[] upTo = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        Dice dice = new Dice(42);
        int[] ranks = new int[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double point = (dice.next() >>> 11) * 0x1p-53 * sum;
            int found = Arrays.binarySearch(upTo, point);
            int rank = Math.min(count - 1, found < 0 ? -found - 1 : found);
            ranks[i] = (int) (rank * 2_654_435_761L % count);
        }
        return ranks;
    }

    final int rank(int draw) {
        return order[draw & (DRAWS - 1)];
    }

    final LimitKey key(int rank) {
        return keys[rank];
    }

    final RateDecision ours(int rank) {
        return oursOf(rank, limit);
    }

    final RateDecision oursOf(int rank, RateLimit other) {
        return Objects.requireNonNull(limiter).acquire(keys[rank], other, 1, farAway);
    }

    final LimiterPeers peers() {
        return Objects.requireNonNull(peers);
    }

    final void close() {
        Objects.requireNonNull(limiter).close();
    }
}
