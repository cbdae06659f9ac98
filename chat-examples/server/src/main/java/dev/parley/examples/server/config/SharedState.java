package dev.parley.examples.server.config;

import dev.parley.cache.CaffeineCacheProvider;
import dev.parley.core.cache.CacheProvider;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.time.Deadline;
import dev.parley.redis.cache.TwoLevelCacheProvider;
import dev.parley.redis.cache.TwoLevelConfig;
import dev.parley.redis.connection.RedisConfig;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.connection.RedisScript;
import dev.parley.redis.delivery.RedisEventBus;
import dev.parley.redis.ratelimit.AwayPolicy;
import dev.parley.redis.ratelimit.RedisRateLimiter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(SharedState.class);
    private static final Duration START = Duration.ofSeconds(1);
    private static final RedisScript<Long> WRITING =
            RedisScript.ofNumber("redis.call('SET', KEYS[1], '', 'PX', 1)\nreturn 1");

    /**
     * Opens what a setting names.
     *
     * @param setting the Redis, or null for a server alone
     * @return the shared state
     * @throws SettingException if Redis does not accept the user, or the user may not do what is needed
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

    /** While Redis is away, as the connections say in the log, everything goes on without it; it is used when it comes. */
    private static RedisConnections connected(RedisSetting setting) {
        RedisConfig config = config(setting);
        try {
            RedisConnections redis = RedisConnections.open(config);
            requireRights(redis);
            return redis;
        } catch (ChatException e) {
            // The cause may hold the address.
            throw new SettingException(RedisSetting.NAME, "names a Redis that can't be used: " + words(e));
        }
    }

    private static RedisConfig config(RedisSetting setting) {
        try {
            return RedisConfig.of(String.join(",", setting.uris())).withStartWhileAway();
        } catch (ChatException | IllegalArgumentException e) {
            // Its message may hold the address.
            throw new SettingException(RedisSetting.NAME, "is not a URI that the client of Redis takes");
        }
    }

    /** Who may log in there may still not be allowed what is needed; better that this shows now than at the first login. */
    private static void requireRights(RedisConnections redis) {
        try {
            String name = redis.prefix() + ":start";
            redis.run(WRITING, List.of(name), Deadline.after(START));
            redis.call(commands -> commands.publish(name, new byte[0]), Deadline.after(START));
        } catch (ChatException e) {
            if (e.code() == ErrorCode.CONFIGURATION) {
                redis.close();
                throw e;
            }
            LOG.debug("Redis could not be tried at the start", e);
        }
    }

    private static String words(ChatException e) {
        return String.valueOf(e.getMessage())
                .replace(e.code().id() + ": ", "")
                .replace(" " + e.code().advice(), "");
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
