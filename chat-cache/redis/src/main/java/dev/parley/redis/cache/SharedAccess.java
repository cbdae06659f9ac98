package dev.parley.redis.cache;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shared level as a cache uses it: a level that does not answer is as good as none, and one that was not told of an
 * eviction is not asked, nor is one of whose evictions others may not have told it yet. Thread-safe.
 */
final class SharedAccess<V> {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final SharedLevel<V> level;
    private final Shards shards;
    private final Unannounced unannounced;
    private final Counters counters;
    private final Duration lease;

    SharedAccess(SharedLevel<V> level, Shards shards, Unannounced unannounced, Counters counters, Duration lease) {
        this.level = level;
        this.shards = shards;
        this.unannounced = unannounced;
        this.counters = counters;
        this.lease = lease;
    }

    RedisTime time() {
        return shards.time();
    }

    /** What is known, or null if the level does not answer. */
    @Nullable
    SharedRead<V> read(Place place, Deadline deadline) {
        if (behind(place)) {
            return null;
        }
        SharedRead<V> read = guarded(() -> level.read(place, deadline));
        if (read != null) {
            (read instanceof SharedRead.Known ? counters.sharedHits : counters.sharedMisses).increment();
        }
        return read;
    }

    /**
     * Waits until the value is known, or this node has the right to fill it, or whoever has it takes too long. No longer
     * than half the time that the caller has, so that the rest is enough for loading it.
     */
    @Nullable
    SharedRead<V> await(Place place, Deadline deadline) {
        long most = Math.min(lease.toNanos(), deadline.remaining().toNanos() / 2);
        long from = System.nanoTime();
        long pause = FIRST_PAUSE;
        while (true) {
            SharedRead<V> read = guarded(() -> level.lease(place, 'L', deadline));
            boolean busy = read instanceof SharedRead.Unknown<V> unknown && unknown.lease() == null;
            if (!busy
                    || System.nanoTime() - from >= most
                    || Thread.currentThread().isInterrupted()) {
                return read;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST_PAUSE, 2 * pause);
        }
    }

    /** The right to fill a key although it is known, or null if another has it. */
    @Nullable
    FillLease again(Place place, Deadline deadline) {
        return leased(place, 'A', deadline);
    }

    /** The right to write a key, whoever had it; null if the level does not answer. */
    @Nullable
    FillLease writing(Place place) {
        return behind(place) ? null : leased(place, 'W', Shards.soon());
    }

    private @Nullable FillLease leased(Place place, char purpose, Deadline deadline) {
        return guarded(() -> level.lease(place, purpose, deadline)) instanceof SharedRead.Unknown<V> unknown
                ? unknown.lease()
                : null;
    }

    private boolean behind(Place place) {
        return unannounced.any(place.shard()) || shards.settling(place.shard());
    }

    /**
     * Keeps what was loaded.
     *
     * @return for how long a copy may be kept in this process, zero for not at all
     */
    Duration fill(Place place, FillLease held, Optional<V> value, Duration ttl, Duration load, Deadline deadline) {
        return ofCopy(guarded(() -> fillOrRelease(place, held, value, ttl, load, deadline)), ttl);
    }

    /**
     * For how long a copy may be kept of what is not in Redis: who writes where there is nothing tells nobody of it, so that no copy
     * may outlive what is there by more than the bound on staleness.
     */
    Duration alone() {
        return Duration.ofNanos(shards.epoch(0).bound());
    }

    private Duration ofCopy(@Nullable Boolean kept, Duration ttl) {
        if (kept == null) {
            return alone();
        }
        return kept ? ttl : Duration.ZERO;
    }

    /** Nobody needs to wait for what the codec can't write. */
    private boolean fillOrRelease(
            Place place, FillLease held, Optional<V> value, Duration ttl, Duration load, Deadline deadline) {
        try {
            return level.fill(place, held, value, ttl, load, deadline);
        } catch (ChatException e) {
            throw e;
        } catch (RuntimeException e) {
            level.release(place, held);
            throw e;
        }
    }

    void release(Place place, FillLease held) {
        guarded(() -> {
            level.release(place, held);
            return true;
        });
    }

    /**
     * Keeps what is written.
     *
     * @return for how long a copy may be kept in this process, zero for not at all
     */
    Duration write(Place place, @Nullable FillLease held, Optional<V> value, Duration ttl) {
        Boolean kept = held == null ? null : guarded(() -> level.write(place, held, value, ttl));
        if (kept == null) {
            unannounced.add(ofKey(place));
        }
        return ofCopy(kept, ttl);
    }

    void evict(Place place) {
        evict(ofKey(place));
    }

    void evictGroup(String group) {
        int shard = shards.keys().shardOf(group);
        evict(new Unannounced.Eviction(shard, List.of(shards.keys().generation(shard, group)), "G" + group));
    }

    private void evict(Unannounced.Eviction eviction) {
        Boolean told = guarded(() -> {
            unannounced.tell(eviction);
            return true;
        });
        if (told == null) {
            unannounced.add(eviction);
        } else {
            counters.sharedInvalidations.increment();
        }
    }

    private Unannounced.Eviction ofKey(Place place) {
        CacheKeys keys = shards.keys();
        return new Unannounced.Eviction(
                place.shard(),
                List.of(keys.value(place.shard(), place.key()), keys.lease(place.shard(), place.key())),
                "K" + place.key());
    }

    /** A value that can't be written as bytes is kept in this process alone. */
    private <R> @Nullable R guarded(Supplier<R> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            counters.sharedFailures.increment();
            return null;
        }
    }
}
