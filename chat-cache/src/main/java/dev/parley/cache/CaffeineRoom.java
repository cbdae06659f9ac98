package dev.parley.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.cache.NearEntry;
import dev.parley.core.cache.NearRoom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Entries in Caffeine, each with a time of its own. What is used often stays (Window TinyLFU). */
final class CaffeineRoom<K, V> implements NearRoom<K, V> {

    private final Cache<K, NearEntry<V>> entries;
    private final boolean weighed;
    private final LongAdder evictions = new LongAdder();

    CaffeineRoom(CacheSpec<K, V> spec, LongSupplier nanoTime) {
        Caffeine<K, NearEntry<V>> settings = Caffeine.newBuilder()
                // Housekeeping is short, and done by who comes by: no thread of the common pool is ever needed.
                .executor(Runnable::run)
                .ticker(nanoTime::getAsLong)
                .expireAfter(Expiry.<K, NearEntry<V>>writing((key, entry) -> entry.ttl()))
                .evictionListener((key, entry, cause) -> count(cause));
        this.weighed = spec.weigher().isPresent();
        this.entries = spec.weigher()
                .map(weigher -> settings.maximumWeight(spec.maximum())
                        .weigher((K key, NearEntry<V> entry) -> entry.weigh(weigher)))
                .orElseGet(() -> settings.maximumSize(spec.maximum()))
                .build();
    }

    private void count(RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evictions.increment();
        }
    }

    @Override
    public @Nullable NearEntry<V> get(K key) {
        return entries.getIfPresent(key);
    }

    @Override
    public void put(K key, NearEntry<V> entry) {
        entries.put(key, entry);
    }

    @Override
    public void remove(K key) {
        entries.invalidate(key);
    }

    @Override
    public void clear() {
        entries.invalidateAll();
    }

    @Override
    public long entries() {
        return entries.estimatedSize();
    }

    @Override
    public long weight() {
        return weighed
                ? entries.policy()
                        .eviction()
                        .flatMap(
                                policy -> policy.weightedSize().stream().boxed().findFirst())
                        .orElse(0L)
                : 0;
    }

    @Override
    public long evictions() {
        return evictions.sum();
    }
}
