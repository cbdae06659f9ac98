package dev.parley.redis.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Evictions that Redis was not told of. While there are any for a shard this node neither reads nor writes it. So many are
 * remembered one by one; beyond that, all of the shard counts as evicted. Thread-safe.
 */
final class Unannounced {

    private static final int MOST = 1_000;

    private final Shards shards;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Eviction> evictions = new LinkedHashMap<>();
    private final boolean[] everything;
    private volatile boolean[] waiting;

    /**
     * An eviction.
     *
     * @param shard of which
     * @param keys what it deletes
     * @param told what it tells
     */
    record Eviction(int shard, List<String> keys, String told) {}

    Unannounced(Shards shards) {
        this.shards = shards;
        this.everything = new boolean[shards.keys().shards()];
        this.waiting = everything.clone();
    }

    boolean any(int shard) {
        return waiting[shard];
    }

    void add(Eviction eviction) {
        lock.lock();
        try {
            if (everything[eviction.shard()]) {
                return;
            }
            if (evictions.size() >= MOST && !evictions.containsKey(eviction.told())) {
                everything[eviction.shard()] = true;
                evictions.values().removeIf(other -> other.shard() == eviction.shard());
            } else {
                evictions.put(eviction.told(), eviction);
            }
            look();
        } finally {
            lock.unlock();
        }
    }

    /** Tells Redis what it was not told; fails with {@code STORE_UNAVAILABLE} at the first that it does not take. */
    void announce() {
        for (int shard = 0; shard < everything.length; shard++) {
            if (waiting[shard] && everything(shard)) {
                shards.run(CacheScripts.RAISE, shard, List.of(), Shards.soon());
                done(shard);
            }
        }
        for (Eviction eviction : snapshot()) {
            tell(eviction);
            done(eviction);
        }
    }

    void tell(Eviction eviction) {
        shards.run(CacheScripts.EVICT, eviction.shard(), eviction.keys(), Shards.soon(), Shards.bytes(eviction.told()));
    }

    private boolean everything(int shard) {
        lock.lock();
        try {
            return everything[shard];
        } finally {
            lock.unlock();
        }
    }

    private List<Eviction> snapshot() {
        lock.lock();
        try {
            return new ArrayList<>(evictions.values());
        } finally {
            lock.unlock();
        }
    }

    private void done(int shard) {
        lock.lock();
        try {
            everything[shard] = false;
            look();
        } finally {
            lock.unlock();
        }
    }

    private void done(Eviction eviction) {
        lock.lock();
        try {
            evictions.remove(eviction.told(), eviction);
            look();
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        boolean[] now = everything.clone();
        evictions.values().forEach(eviction -> now[eviction.shard()] = true);
        waiting = now;
    }
}
