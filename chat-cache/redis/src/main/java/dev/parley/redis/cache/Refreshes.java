package dev.parley.redis.cache;

import dev.parley.core.cache.CacheLoader;
import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads entries anew before they end, each once at a time and beside whoever has hit it. Thread-safe. */
final class Refreshes<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(TwoLevelCacheProvider.class);
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Search<K, V> search;
    private final Executor executor;
    private final Set<K> going = ConcurrentHashMap.newKeySet();

    Refreshes(Search<K, V> search, Executor executor) {
        this.search = search;
        this.executor = executor;
    }

    void begin(K key, CacheLoader<? super K, V> loader) {
        if (!going.add(key)) {
            return;
        }
        try {
            executor.execute(() -> refresh(key, loader));
        } catch (RejectedExecutionException e) {
            going.remove(key);
            LOG.debug("An entry is not loaded beforehand: too many are", e);
        }
    }

    private void refresh(K key, CacheLoader<? super K, V> loader) {
        try {
            search.again(key, loader, Deadline.after(TIME));
        } catch (ChatException e) {
            LOG.debug("An entry could not be loaded beforehand", e);
        } catch (RuntimeException e) {
            LOG.warn("An entry could not be loaded beforehand", e);
        } finally {
            going.remove(key);
        }
    }
}
