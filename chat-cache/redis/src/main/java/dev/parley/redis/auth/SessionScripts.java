package dev.parley.redis.auth;

import dev.parley.core.auth.SessionStore;
import dev.parley.redis.connection.RedisScript;
import java.util.List;

/**
 * What is done with sessions. A session is a hash; its user has a sorted set of session ids by when they were last seen; and all
 * together are in one sorted set by when they end, from which they are purged.
 *
 * <p>Scripts delete before they add, so that sessions can be ended when Redis has no memory left.
 */
final class SessionScripts {

    /** A session belongs to who is written in it: an id may be used again when its session has expired. */
    private static final String PARTS = AuthLua.COMMON + AuthLua.FEED + """
            local tenant = ARGV[3]
            local ends = base .. 'sessions'
            local function session(of, id)
              return base .. 'session:' .. of .. ':' .. id
            end
            local function owned(of, user)
              return base .. 'user-sessions:' .. of .. ':' .. user
            end
            local function forget(of, id, user)
              if redis.call('HGET', session(of, id), 'user') == user then
                redis.call('DEL', session(of, id))
              end
              redis.call('ZREM', owned(of, user), id)
              redis.call('ZREM', ends, of .. ' ' .. id .. ' ' .. user)
            end
            local function living(id)
              local found = redis.call('HMGET', session(tenant, id),
                'user', 'device', 'address', 'second', 'created', 'seen', 'expires')
              if found[1] and tonumber(found[7]) > now then
                found[8] = id
                return found
              end
            end
            local function index(id, user, seen, expires)
              redis.call('ZADD', owned(tenant, user), int(seen), id)
              redis.call('ZADD', ends, int(expires), tenant .. ' ' .. id .. ' ' .. user)
              redis.call('PEXPIRE', session(tenant, id), millis(expires - now))
              keep(owned(tenant, user), expires - now)
              keep(ends, expires - now)
            end
            local function purge(limit)
              local over = redis.call('ZRANGEBYSCORE', ends, '-inf', int(now), 'LIMIT', 0, limit)
              for _, line in ipairs(over) do
                forget(string.match(line, '^(%S+) (%S+) (%S+)$'))
              end
              return #over
            end
            """;

    static final RedisScript<List<?>> OPEN = RedisScript.ofList(PARTS + """
            local id, user = ARGV[4], ARGV[5]
            if redis.call('EXISTS', session(tenant, id)) == 1 then
              return {}
            end
            purge(2)
            local mine = owned(tenant, user)
            local count, surplus = 0, false
            for _, other in ipairs(redis.call('ZRANGE', mine, 0, -1)) do
              local found = living(other)
              if found and found[1] == user then
                count = count + 1
              else
                forget(tenant, other, user)
              end
            end
            while count >= %d do
              local seen = redis.call('ZRANGE', mine, 0, 0, 'WITHSCORES')[2]
              forget(tenant, redis.call('ZREVRANGEBYSCORE', mine, seen, seen, 'LIMIT', 0, 1)[1], user)
              count, surplus = count - 1, true
            end
            local last = now + ARGV[10]
            local expires = math.min(now + ARGV[9], last)
            redis.call('HSET', session(tenant, id), 'user', user, 'device', ARGV[6], 'address', ARGV[7],
              'second', ARGV[8], 'created', int(now), 'seen', int(now), 'expires', int(expires),
              'idle', ARGV[9], 'last', int(last))
            index(id, user, now, expires)
            if surplus then
              raise(tenant, user)
            end
            return {int(now), int(expires)}
            """.formatted(SessionStore.MAX_PER_USER));

    static final RedisScript<List<?>> FIND = RedisScript.ofList(PARTS + "return living(ARGV[4]) or {}");

    static final RedisScript<Long> TOUCH = RedisScript.ofNumber(PARTS + """
            local id = ARGV[4]
            local found = living(id)
            if not found then
              return 0
            end
            local bounds = redis.call('HMGET', session(tenant, id), 'idle', 'last')
            local seen = math.max(now, tonumber(found[6]))
            local expires = math.min(seen + bounds[1], tonumber(bounds[2]))
            redis.call('HSET', session(tenant, id), 'address', ARGV[5], 'seen', int(seen), 'expires', int(expires))
            index(id, found[1], seen, expires)
            return 1
            """);

    static final RedisScript<Long> REVOKE = RedisScript.ofNumber(PARTS + """
            local found = living(ARGV[4])
            if not found then
              return 0
            end
            forget(tenant, ARGV[4], found[1])
            raise(tenant, found[1])
            return 1
            """);

    static final RedisScript<Long> REVOKE_ALL = RedisScript.ofNumber(PARTS + """
            local user, count = ARGV[4], 0
            for _, id in ipairs(redis.call('ZRANGE', owned(tenant, user), 0, -1)) do
              if id ~= ARGV[5] then
                local found = living(id)
                if found and found[1] == user then
                  count = count + 1
                end
                forget(tenant, id, user)
              end
            end
            if count > 0 then
              raise(tenant, user)
            end
            return count
            """);

    static final RedisScript<List<?>> LIST = RedisScript.ofList(PARTS + """
            local list = {}
            for _, id in ipairs(redis.call('ZRANGE', owned(tenant, ARGV[4]), 0, -1)) do
              local found = living(id)
              if found and found[1] == ARGV[4] then
                list[#list + 1] = found
              end
            end
            return list
            """);

    static final RedisScript<Long> PURGE = RedisScript.ofNumber(PARTS + "return purge(ARGV[4])");

    private SessionScripts() {}
}
