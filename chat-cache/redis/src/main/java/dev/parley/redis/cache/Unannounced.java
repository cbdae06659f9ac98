package dev.parley.redis.cache;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Evictions that Redis was not told of. While there are any for a shard this node neither reads nor writes it. So many are
 * remembered one by one; beyond that, all of the shard counts as evicted. Thread-safe.
 */
final class Unannounced {

    private static final int MOST = 1_000;

    private final Telling telling;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Eviction> evictions = new LinkedHashMap<>();
    /** Of each shard null, or a mark that is another after each eviction that it stands for. */
    private final @Nullable Object[] everything;

    private volatile boolean[] waiting;

    /**
     * An eviction.
     *
     * @param shard of which
     * @param keys what it deletes
     * @param told what it tells
     */
    record Eviction(int shard, List<String> keys, String told) {}

    /** How Redis is told. Fails with {@code STORE_UNAVAILABLE}. */
    interface Telling {
        void everything(int shard);

        void one(Eviction eviction);
    }

    Unannounced(int shards, Telling telling) {
        this.telling = telling;
        this.everything = new Object[shards];
        this.waiting = new boolean[shards];
    }

    static Unannounced of(Shards shards) {
        return new Unannounced(shards.keys().shards(), new Telling() {
            @Override
            public void everything(int shard) {
                shards.run(CacheScripts.RAISE, shard, List.of(), Shards.soon());
            }

            @Override
            public void one(Eviction eviction) {
                byte[] told = Shards.bytes(eviction.told());
                shards.run(CacheScripts.EVICT, eviction.shard(), eviction.keys(), Shards.soon(), told);
            }
        });
    }

    boolean any(int shard) {
        return waiting[shard];
    }

    void add(Eviction eviction) {
        lock.lock();
        try {
            boolean full = evictions.size() >= MOST && !evictions.containsKey(eviction.told());
            if (full || everything[eviction.shard()] != null) {
                everything[eviction.shard()] = new Object();
                evictions.values().removeIf(other -> other.shard() == eviction.shard());
            } else {
                evictions.put(eviction.told(), eviction);
            }
            look();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Tells Redis what it was not told; fails with {@code STORE_UNAVAILABLE} at the first that it does not take. What is added
     * while it is told is told again, the same eviction too: it may have come after Redis took the first.
     */
    void announce() {
        for (int shard = 0; shard < everything.length; shard++) {
            Object mark = everything(shard);
            if (mark != null) {
                telling.everything(shard);
                done(shard, mark);
            }
        }
        for (Eviction eviction : snapshot()) {
            tell(eviction);
            done(eviction);
        }
    }

    void tell(Eviction eviction) {
        telling.one(eviction);
    }

    private @Nullable Object everything(int shard) {
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

    private void done(int shard, Object mark) {
        lock.lock();
        try {
            if (everything[shard] == mark) {
                everything[shard] = null;
                look();
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // An equal one was added since.
    private void done(Eviction eviction) {
        lock.lock();
        try {
            if (evictions.get(eviction.told()) == eviction) {
                evictions.remove(eviction.told());
                look();
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        boolean[] now = new boolean[everything.length];
        for (int shard = 0; shard < now.length; shard++) {
            now[shard] = everything[shard] != null;
        }
        evictions.values().forEach(eviction -> now[eviction.shard()] = true);
        waiting = now;
    }
}
