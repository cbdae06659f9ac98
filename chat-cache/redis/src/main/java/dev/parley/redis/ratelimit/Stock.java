package dev.parley.redis.ratelimit;

import dev.parley.core.ratelimit.RateLimit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The slices that a node has of one key, in the order in which they are used. Immutable, apart from what is in them. */
final class Stock {

    private static final Stock EMPTY = new Stock(new Slice[0]);

    private final Slice[] slices;

    /**
     * What is left of several slices.
     *
     * @param amount how much
     * @param since when the oldest of them was granted, by the time of the script
     */
    record Rest(long amount, long since) {}

    private Stock(Slice[] slices) {
        this.slices = slices;
    }

    static Stock empty() {
        return EMPTY;
    }

    /** {@return this and one slice more, without those that are of no use any more} */
    Stock and(Slice fresh) {
        Slice[] all = new Slice[slices.length + 1];
        int count = 0;
        for (Slice slice : slices) {
            if (slice.left() > 0 && slice.gauge().equals(fresh.gauge()) && !slice.ended()) {
                all[count] = slice;
                count++;
            }
        }
        all[count] = fresh;
        return new Stock(count == slices.length ? all : Arrays.copyOf(all, count + 1));
    }

    int size() {
        return slices.length;
    }

    Slice at(int i) {
        return slices[i];
    }

    /** {@return the slice that it was taken from, or null} */
    @Nullable
    Slice take(RateLimit limit, long cost) {
        for (Slice slice : slices) {
            if (slice.take(limit, cost) != Slice.NONE) {
                return slice;
            }
        }
        return null;
    }

    /** {@return what is left, to be handed back; needs the turn} What is of another limit is lost. */
    Rest lend(Gauge gauge) {
        long amount = 0;
        long since = Long.MAX_VALUE;
        for (Slice slice : slices) {
            long left = slice.lend();
            if (left > 0 && slice.gauge().equals(gauge)) {
                amount += left;
                since = Math.min(since, slice.since());
            }
        }
        return new Rest(amount, amount == 0 ? 0 : since);
    }

    /** Redis did not take it; needs the turn. */
    void unlend() {
        for (Slice slice : slices) {
            slice.unlend();
        }
    }

    /** {@return how many of them are whole, or nearly} */
    int fresh() {
        int fresh = 0;
        for (Slice slice : slices) {
            fresh += slice.fresh() && !slice.ended() ? 1 : 0;
        }
        return fresh;
    }

    long left() {
        long left = 0;
        for (Slice slice : slices) {
            left += slice.left();
        }
        return left;
    }
}
