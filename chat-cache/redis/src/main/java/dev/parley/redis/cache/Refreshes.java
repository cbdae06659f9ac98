package dev.parley.redis.cache;

import dev.parley.core.cache.CacheLoader;
import dev.parley.core.error.ChatException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads entries anew before they end, beside whoever has hit them. Thread-safe. */
final class Refreshes<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(TwoLevelCacheProvider.class);
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Search<K, V> search;
    private final Executor executor;

    Refreshes(Search<K, V> search, Executor executor) {
        this.search = search;
        this.executor = executor;
    }

    void begin(K key, CacheLoader<? super K, V> loader) {
        try {
            search.beside(key, loader, TIME, task -> executor.execute(() -> carryOut(task)));
        } catch (RejectedExecutionException e) {
            LOG.debug("An entry is not loaded beforehand: too many are", e);
        }
    }

    private static void carryOut(Runnable task) {
        try {
            task.run();
        } catch (ChatException e) {
            LOG.debug("An entry could not be loaded beforehand", e);
        } catch (RuntimeException e) {
            LOG.warn("An entry could not be loaded beforehand", e);
        }
    }
}
