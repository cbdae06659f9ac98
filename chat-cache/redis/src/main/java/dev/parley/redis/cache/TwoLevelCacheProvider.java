package dev.parley.redis.cache;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheCodec;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.connection.Registration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Caches with a copy in this process (Caffeine) in front of one in Redis. Thread-safe. A cache whose spec has no codec is in this
 * process alone.
 *
 * <p>What is evicted on one node the others drop when they are told, by publish and subscribe. Because a message can be lost,
 * every eviction has an epoch and names the one before it, and each node asks for the epoch three times in each bound on
 * staleness: if it has missed one it drops all its copies of that cache, and while Redis does not answer it uses no copy that
 * is older than the bound, but asks the loader. Evictions during that time are told when Redis is back, and until then this node
 * uses nothing from it. After an absence of two thirds of the bound a node drops all its copies, and uses nothing from Redis for
 * one bound more: by then the others have told theirs, if Redis was away for all. Where only some could not reach it, what they
 * evict is told when they can, and is used by the others until then. If the process ends before, what it did not tell stays
 * in Redis for its time.
 *
 * <p>Only who was given a lease on a miss fills it, and an eviction takes the lease away (Nishtala et al., Scaling Memcache at
 * Facebook, NSDI 2013): nothing that was loaded before an eviction is kept after it. The others wait for it. If Redis
 * comes back with old data this is seen by the epoch, and nothing of it is used, as long as one node has known a later one.
 *
 * <p>A value that is put where Redis knows none is told to nobody, as is one that is loaded. So a copy lives no longer than the value
 * in Redis, or than the bound where Redis did not take it; only if Redis itself throws values away for lack of memory may others
 * have older copies of what is put. Who has changed a value evicts it, which is always told.
 *
 * <p>In Redis all keys expire: values and leases by their time, the state of a cache and the generations of its groups when
 * nothing was kept under them for twice the longest time.
 */
public final class TwoLevelCacheProvider implements CacheProvider {

    private static final int WAITING = 1_000;
    private static final int LOOKS = 3;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final RedisConnections connections;
    private final TwoLevelConfig config;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService looking;
    private final ThreadPoolExecutor refreshing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, NearCopies<?, ?>> copies = new HashMap<>();
    private final Deque<EpochKeeper> keepers = new ArrayDeque<>();
    private final Deque<Registration> backs = new ArrayDeque<>();
    private boolean closed;

    TwoLevelCacheProvider(RedisConnections connections, TwoLevelConfig config, LongSupplier nanoTime) {
        this.connections = connections;
        this.config = config;
        this.nanoTime = nanoTime;
        this.looking = Executors.newSingleThreadScheduledExecutor(daemons("parley-cache-epochs"));
        this.refreshing = new ThreadPoolExecutor(
                config.refreshThreads(),
                config.refreshThreads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                daemons("parley-cache-refresh"));
        refreshing.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens caches on connections of the host's, which stay open.
     *
     * @param connections to Redis
     * @param config what the caches have in common
     * @return the provider
     */
    public static TwoLevelCacheProvider open(RedisConnections connections, TwoLevelConfig config) {
        return new TwoLevelCacheProvider(connections, config, System::nanoTime);
    }

    @Override
    public <K, V> Cache<K, V> cache(CacheSpec<K, V> spec) {
        NearCopies<K, V> near = new NearCopies<>(spec, new Counters(), nanoTime.getAsLong());
        lock.lock();
        try {
            if (closed) {
                throw closed();
            }
            if (copies.putIfAbsent(spec.name(), near) != null) {
                throw new IllegalArgumentException("There is a cache '" + spec.name() + "' already");
            }
        } finally {
            lock.unlock();
        }
        CacheCodec<V> codec = spec.codec().orElse(null);
        return codec == null ? alone(spec, near) : shared(spec, near, codec);
    }

    private <K, V> Cache<K, V> alone(CacheSpec<K, V> spec, NearCopies<K, V> near) {
        var unused = looking.scheduleWithFixedDelay(() -> near.tick(nanoTime.getAsLong()), 1, 1, TimeUnit.SECONDS);
        Epoch[] epochs = {new Epoch(FOR_EVER, nanoTime.getAsLong(), near.changes())};
        Search<K, V> search = new Search<>(spec, near, null, group -> 0, epochs, nanoTime);
        return new TwoLevelCache<>(spec, near, null, search, new Refreshes<>(search, refreshing), nanoTime);
    }

    private <K, V> Cache<K, V> shared(CacheSpec<K, V> spec, NearCopies<K, V> near, CacheCodec<V> codec) {
        CacheKeys keys = new CacheKeys(connections.prefix(), spec.name(), config.shards());
        Duration longest = spec.sharedTtl().compareTo(spec.nearTtl()) < 0 ? spec.nearTtl() : spec.sharedTtl();
        Shards shards = new Shards(connections, keys, spec.staleness(), longest, nanoTime, near.changes());
        Unannounced unannounced = Unannounced.of(shards);
        SharedLevel<V> level = new SharedLevel<>(shards, codec, near.counters(), config.lease());
        SharedAccess<V> access = new SharedAccess<>(level, shards, unannounced, near.counters(), config.lease());
        Search<K, V> search = new Search<>(spec, near, access, keys::shardOf, shards.epochs(), nanoTime);
        EpochKeeper keeper = new EpochKeeper(connections, shards, near, unannounced, nanoTime, looking);
        keep(keeper, spec.staleness());
        return new TwoLevelCache<>(spec, near, access, search, new Refreshes<>(search, refreshing), nanoTime);
    }

    private void keep(EpochKeeper keeper, Duration staleness) {
        keeper.look();
        long pause = Math.max(1, staleness.toMillis() / LOOKS);
        lock.lock();
        try {
            if (!closed) {
                keepers.add(keeper);
                backs.add(connections.whenBack(() -> looking.execute(keeper::look)));
                var unused = looking.scheduleWithFixedDelay(keeper::look, pause, pause, TimeUnit.MILLISECONDS);
                return;
            }
        } finally {
            lock.unlock();
        }
        keeper.close();
        throw closed();
    }

    private static ChatException closed() {
        return ChatException.fault(ErrorCode.CLOSED, "The caches are closed", null);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Ends the caches, which then fail with {@code CLOSED}. Loads under way end by themselves, and keep nothing here. */
    @Override
    public void close() {
        List<EpochKeeper> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(keepers);
            keepers.clear();
            copies.values().forEach(NearCopies::close);
        } finally {
            lock.unlock();
        }
        backs.forEach(Registration::close);
        open.forEach(EpochKeeper::close);
        looking.shutdownNow();
        refreshing.shutdownNow();
    }
}
