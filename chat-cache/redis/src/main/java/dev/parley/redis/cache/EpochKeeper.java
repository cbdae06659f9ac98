package dev.parley.redis.cache;

import dev.parley.core.error.ChatException;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.connection.Registration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the evictions of one cache: listens, and asks now and then whether it has heard all. Thread-safe. */
final class EpochKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TwoLevelCacheProvider.class);

    private final Shards shards;
    private final NearCopies<?, ?> near;
    private final Unannounced unannounced;
    private final LongSupplier nanoTime;
    private final Registration subscription;

    EpochKeeper(
            RedisConnections connections,
            Shards shards,
            NearCopies<?, ?> near,
            Unannounced unannounced,
            LongSupplier nanoTime,
            Executor looking) {
        this.shards = shards;
        this.near = near;
        this.unannounced = unannounced;
        this.nanoTime = nanoTime;
        Announcements announcements = new Announcements(shards, near);
        this.subscription = connections.subscribe(
                shards.keys().channel(), message -> announcements.take(message, nanoTime.getAsLong()), () -> {
                    announcements.lose(nanoTime.getAsLong());
                    looking.execute(this::look);
                });
    }

    /** To be called several times in each bound on staleness. */
    void look() {
        near.tick(nanoTime.getAsLong());
        try {
            unannounced.announce();
            for (int shard = 0; shard < shards.keys().shards(); shard++) {
                shards.confirm(shard);
            }
        } catch (ChatException e) {
            shards.unanswered();
            LOG.debug("Redis does not say which copies still hold", e);
        } catch (RuntimeException e) {
            LOG.warn("Redis does not say which copies still hold", e);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
