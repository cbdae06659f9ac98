package dev.parley.core.ratelimit;

import org.jspecify.annotations.Nullable;

/** The bucket of a key and its place in the table, one object: what is found is already at hand. */
final class Place extends Bucket {

    final LimitKey key;
    final int hash;

    /** The one behind it in its slot; written with the lock of the {@link Segment} held. */
    volatile @Nullable Place next;

    Place(LimitKey key, int hash, Allowance allowance) {
        this(key, hash, allowance, UNTOUCHED);
    }

    private Place(LimitKey key, int hash, Allowance allowance, long wholeAt) {
        super(allowance, wholeAt);
        this.key = key;
        this.hash = hash;
    }

    boolean isOf(LimitKey other, int otherHash) {
        return hash == otherHash && key.equals(other);
    }

    /** Seals the bucket, and makes one that holds the same: as much was taken, up to the whole of the other limit. */
    Place successor(Allowance other, TickClock clock) {
        return new Place(key, hash, other, sealInto(other, clock));
    }
}
