package dev.parley.testkit;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheLoader;
import dev.parley.core.cache.CacheLookup;
import dev.parley.core.cache.CacheStats;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One fault for each of the rules CA-1 to CA-15 but those that {@link PlantedCaches} breaks by another spec. */
final class PlantedCacheFaults implements Cache<String, Object> {

    private static final int CROWD = 8;

    private final String rule;
    private final Cache<String, Object> delegate;
    private final Set<String> groups = ConcurrentHashMap.newKeySet();
    private final Map<String, Object> originals = new ConcurrentHashMap<>();
    private final Map<String, Object> put = new ConcurrentHashMap<>();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicInteger groupEvictions = new AtomicInteger();
    private final ThreadLocal<Boolean> loading = ThreadLocal.withInitial(() -> false);

    PlantedCacheFaults(String rule, Cache<String, Object> delegate) {
        this.rule = rule;
        this.delegate = delegate;
    }

    void note(String group) {
        groups.add(group);
    }

    /** CA-8: does not see blanks. */
    private String key(String key) {
        return rule.equals("CA-8") ? key.strip() : key;
    }

    /** CA-1: takes what is nothing for unknown; CA-12: keeps the object that was put. */
    @Override
    public CacheLookup<Object> lookup(String key) {
        CacheLookup<Object> found = delegate.lookup(key(key));
        if (rule.equals("CA-1")
                && found instanceof CacheLookup.Hit<Object> hit
                && hit.value().equals(false)) {
            return new CacheLookup.Miss<>();
        }
        return found instanceof CacheLookup.Hit<Object> hit && originals.containsKey(key)
                ? new CacheLookup.Hit<>(originals.get(key), hit.age())
                : found;
    }

    /** CA-2: forgets that there is none; CA-3: lets everybody load in a crowd; CA-13: waits longer. */
    @Override
    public Optional<Object> get(String key, CacheLoader<? super String, Object> loader, Deadline deadline) {
        if (rule.equals("CA-14") && loading.get()) {
            return Optional.empty();
        }
        int evictions = groupEvictions.get();
        try {
            if (asking.incrementAndGet() > CROWD && rule.equals("CA-3")) {
                return loader.load(key, deadline);
            }
            Deadline until = rule.equals("CA-13") ? Deadline.after(Duration.ofSeconds(30)) : deadline;
            Optional<Object> found = delegate.get(key(key), (asked, by) -> marked(asked, loader, by), until);
            if (found.isEmpty() && rule.equals("CA-2")) {
                delegate.evict(key);
            }
            // CA-15: keeps what it has loaded after its group was evicted.
            if (rule.equals("CA-15") && groupEvictions.get() > evictions) {
                delegate.put(key, found.orElseThrow());
            }
            return originals.containsKey(key) ? Optional.of(originals.get(key)) : found;
        } finally {
            asking.decrementAndGet();
        }
    }

    /** CA-14: answers a loader that asks for any key with nothing, if it is one that loads. */
    private Optional<Object> marked(String key, CacheLoader<? super String, Object> loader, Deadline deadline) {
        loading.set(key.equals("key"));
        try {
            return loader.load(key, deadline);
        } finally {
            loading.set(false);
        }
    }

    @Override
    public void put(String key, Object value) {
        if (rule.equals("CA-12") && value instanceof List<?>) {
            originals.put(key, value);
        }
        delegate.put(key(key), value);
        put.put(key, value);
    }

    /** CA-5: does not hear for how long. */
    @Override
    public void put(String key, Object value, Duration ttl) {
        if (rule.equals("CA-5")) {
            delegate.put(key, value);
        } else {
            delegate.put(key, value, ttl);
        }
    }

    @Override
    public void putAbsent(String key) {
        delegate.putAbsent(key(key));
    }

    /** CA-6: parts loads from their keys, but keeps the values. */
    @Override
    public void evict(String key) {
        delegate.evict(key);
        Object known = put.get(key);
        if (known != null && rule.equals("CA-6")) {
            delegate.put(key, known);
        }
    }

    /** CA-7: takes a group for all that begin like it. */
    @Override
    public void evictGroup(String group) {
        delegate.evictGroup(group);
        groupEvictions.incrementAndGet();
        if (rule.equals("CA-7")) {
            groups.stream().filter(other -> other.startsWith(group)).forEach(delegate::evictGroup);
        }
    }

    /** CA-11: counts no hits. */
    @Override
    public CacheStats stats() {
        CacheStats stats = delegate.stats();
        CacheStats.Level near = stats.near();
        return new CacheStats(
                new CacheStats.Level(
                        rule.equals("CA-11") ? 0 : near.hits(),
                        near.misses(),
                        near.evictions(),
                        near.invalidations(),
                        near.unreadable(),
                        near.failures(),
                        near.entries(),
                        near.bytes()),
                null,
                stats.loads(),
                stats.loadFailures());
    }
}
