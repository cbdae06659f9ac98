package dev.parley.cache;

import dev.parley.core.cache.Cache;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.cache.CacheSpec;
import dev.parley.core.cache.NearCaches;
import dev.parley.core.cache.NearRoom;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches of this process, on Caffeine. Thread-safe. A hit makes no object. What the shared level of a {@link CacheSpec} is
 * like (codec, shared time, staleness) means nothing here.
 *
 * <p>What is evicted on another node stays here until its time is over: for several nodes there is the two-level cache of chat-redis.
 */
public final class CaffeineCacheProvider implements CacheProvider {

    private final NearCaches caches;

    private CaffeineCacheProvider(Builder builder) {
        this.caches = new NearCaches(new Rooms(builder.nanoTime), builder.nanoTime, builder.refreshes);
    }

    /** {@return caches with the defaults} */
    public static CaffeineCacheProvider create() {
        return builder().build();
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    private record Rooms(LongSupplier nanoTime) implements NearRoom.Factory {
        @Override
        public <K, V> NearRoom<K, V> open(CacheSpec<K, V> spec) {
            return new CaffeineRoom<>(spec, nanoTime);
        }
    }

    @Override
    public <K, V> Cache<K, V> cache(CacheSpec<K, V> spec) {
        return caches.cache(spec);
    }

    /** Ends the caches and their threads; not the executor that was passed in. Loads under way end by themselves. */
    @Override
    public void close() {
        caches.close();
    }

    /** Sets up the caches. Not thread-safe. */
    public static final class Builder {

        private LongSupplier nanoTime = System::nanoTime;
        private @Nullable Executor refreshes;

        private Builder() {}

        /**
         * Sets the clock by which entries end.
         *
         * @param monotonic in nanoseconds; {@link System#nanoTime()} by default
         * @return this
         */
        public Builder nanoTime(LongSupplier monotonic) {
            this.nanoTime = Objects.requireNonNull(monotonic, "monotonic");
            return this;
        }

        /**
         * Sets what makes the loads beforehand that {@link CacheSpec.Builder#refreshAhead} asks for.
         *
         * @param executor of the host's, which stays the host's to end; two threads of its own by default
         * @return this
         */
        public Builder refreshes(Executor executor) {
            this.refreshes = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /** {@return the caches; to be closed} */
        public CaffeineCacheProvider build() {
            return new CaffeineCacheProvider(this);
        }
    }
}
