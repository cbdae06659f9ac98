package dev.parley.examples.server.config;

import dev.parley.cache.CaffeineCacheProvider;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.error.ChatException;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.redis.cache.TwoLevelCacheProvider;
import dev.parley.redis.cache.TwoLevelConfig;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.delivery.RedisEventBus;
import dev.parley.redis.ratelimit.AwayPolicy;
import dev.parley.redis.ratelimit.RedisRateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * What the servers of one system share beside their database; or, of a server alone, what it keeps in memory.
 *
 * @param entries keeps count of logins and registrations
 * @param messages keeps count of messages
 * @param caches opens caches; without a Redis they hear of nothing that happens on other servers
 * @param signals carries signals between servers; null where the database does
 * @param onClose closes what these stand on
 */
public record SharedState(
        RateLimiter entries,
        RateLimiter messages,
        CacheProvider caches,
        @Nullable EventBus signals,
        Runnable onClose) implements AutoCloseable {

    /**
     * How many servers there may be while Redis is away: each then has this part of every allowance, so that nobody gets more
     * of it than before.
     */
    private static final int SERVERS = 4;

    /**
     * Opens what a setting names.
     *
     * @param setting the Redis, or null for a server alone
     * @return the shared state
     * @throws SettingException if Redis can't be reached
     */
    static SharedState open(@Nullable RedisSetting setting) {
        return setting == null ? inMemory() : on(connected(setting));
    }

    /** For a server alone. */
    static SharedState inMemory() {
        // Two, so that a flood of addresses can't take the room of users.
        return new SharedState(
                RateLimiter.inMemory(), RateLimiter.inMemory(), CaffeineCacheProvider.create(), null, () -> {});
    }

    private static SharedState on(RedisConnections redis) {
        AwayPolicy part = AwayPolicy.localShare(SERVERS);
        return new SharedState(
                RedisRateLimiter.on(redis).whenAway(part).build(),
                RedisRateLimiter.on(redis).whenAway(part).leased().build(),
                TwoLevelCacheProvider.open(redis, TwoLevelConfig.defaults()),
                RedisEventBus.on(redis),
                redis::close);
    }

    private static RedisConnections connected(RedisSetting setting) {
        try {
            return RedisConnections.open(RedisConfig.of(String.join(",", setting.uris())));
        } catch (ChatException | IllegalArgumentException e) {
            // The cause holds the address.
            throw new SettingException(RedisSetting.NAME, "names a Redis that can't be reached");
        }
    }

    @Override
    public void close() {
        if (signals != null) {
            signals.close();
        }
        caches.close();
        messages.close();
        entries.close();
        onClose.run();
    }
}
