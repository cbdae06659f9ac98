package dev.parley.redis.auth;

import dev.parley.redis.connection.RedisScript;
import java.time.Duration;
import java.util.List;

/**
 * What is done with refresh tokens. A family is a hash; each of its tokens is a key that leads to it; a list has the hashes of
 * those tokens, oldest first; its user has a sorted set of families; and all together are in one sorted set by when they are
 * over, from which they are purged.
 *
 * <p>When Redis has no memory left it refuses a script at its first write, if that needs some. So what ends a family deletes
 * before it adds, and what begins one adds before it deletes.
 */
final class RefreshScripts {

    /** How many spent tokens of a family are remembered, but for the last; as many as in memory. */
    static final int MAX_SPENT = 10_000;

    /** For how long a family that is over answers so, before it is unknown. */
    private static final String KEPT = Micros.of(Duration.ofHours(1));

    /** A family belongs to who is written in it: a session's id may be used again when its family has expired. */
    private static final String PARTS = AuthLua.COMMON + """
            local kept = %s
            local ends = base .. 'families'
            local function token(hash)
              return base .. 'token:' .. hash
            end
            local function family(tenant, id)
              return base .. 'family:' .. tenant .. ':' .. id
            end
            local function tokens(tenant, id)
              return base .. 'family-tokens:' .. tenant .. ':' .. id
            end
            local function owned(tenant, user)
              return base .. 'user-families:' .. tenant .. ':' .. user
            end
            local function add(tenant, id, hash, last)
              redis.call('SET', token(hash), tenant .. ' ' .. id, 'PX', millis(last - now + kept))
              redis.call('RPUSH', tokens(tenant, id), hash)
              keep(tokens(tenant, id), last - now + kept)
            end
            local function drop(tenant, id)
              local all = {}
              for _, hash in ipairs(redis.call('LRANGE', tokens(tenant, id), 0, -1)) do
                all[#all + 1] = token(hash)
              end
              for from = 1, #all, 1000 do
                redis.call('DEL', unpack(all, from, math.min(from + 999, #all)))
              end
              redis.call('DEL', tokens(tenant, id))
            end
            local function forget(tenant, id, user)
              local owner = redis.call('HGET', family(tenant, id), 'user')
              if not owner or owner == user then
                redis.call('DEL', family(tenant, id))
                drop(tenant, id)
              end
              redis.call('ZREM', owned(tenant, user), id)
              redis.call('ZREM', ends, tenant .. ' ' .. id .. ' ' .. user)
            end
            local function index(tenant, id, user, expires, last)
              redis.call('PEXPIRE', family(tenant, id), millis(expires - now + kept))
              redis.call('ZADD', owned(tenant, user), int(expires), id)
              redis.call('ZADD', ends, int(expires), tenant .. ' ' .. id .. ' ' .. user)
              keep(owned(tenant, user), last - now + kept)
              keep(ends, last - now + kept)
            end
            local function purge(before, limit)
              local over = redis.call('ZRANGEBYSCORE', ends, '-inf', int(before), 'LIMIT', 0, limit)
              for _, line in ipairs(over) do
                forget(string.match(line, '^(%%S+) (%%S+) (%%S+)$'))
              end
              return #over
            end
            """.formatted(KEPT);

    static final RedisScript<Long> ISSUE = RedisScript.ofNumber(PARTS + """
            local tenant, id, user, hash = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
            if redis.call('EXISTS', family(tenant, id), token(hash)) > 0 then
              return 0
            end
            local last = now + ARGV[8]
            local expires = math.min(now + ARGV[7], last)
            redis.call('HSET', family(tenant, id), 'user', user, 'newest', hash, 'expires', int(expires),
              'last', int(last))
            index(tenant, id, user, expires, last)
            drop(tenant, id)
            add(tenant, id, hash, last)
            purge(now - kept, 2)
            return 1
            """);

    static final RedisScript<List<?>> ROTATE = RedisScript.ofList(PARTS + """
            local presented, successor = ARGV[3], ARGV[4]
            local line = redis.call('GET', token(presented))
            if not line then
              return {'unknown'}
            end
            local tenant, id = string.match(line, '^(%%S+) (%%S+)$')
            local key = family(tenant, id)
            local found = redis.call('HMGET', key, 'user', 'newest', 'expires', 'last', 'previous', 'spent', 'sealed', 'dead')
            local user, expires, last = found[1], tonumber(found[3]), tonumber(found[4])
            if not user then
              return {'unknown'}
            end
            if found[8] then
              return {'reused', tenant, user, id}
            end
            if now >= expires then
              return {'expired'}
            end
            if presented == found[2] then
              if redis.call('EXISTS', token(successor)) == 1 then
                return {'taken'}
              end
              expires = math.min(now + ARGV[6], last)
              redis.call('HSET', key, 'newest', successor, 'expires', int(expires), 'previous', presented,
                'spent', int(now), 'sealed', ARGV[5])
              index(tenant, id, user, expires, last)
              add(tenant, id, successor, last)
              if redis.call('LLEN', tokens(tenant, id)) > %d + 2 then
                redis.call('DEL', token(redis.call('LPOP', tokens(tenant, id))))
              end
              return {'rotated', tenant, user, id, int(expires)}
            end
            if presented == found[5] and now < found[6] + ARGV[7] then
              return {'retry', tenant, user, id, int(expires), found[7]}
            end
            redis.call('HDEL', key, 'sealed')
            redis.call('HSET', key, 'dead', '1')
            return {'reused', tenant, user, id}
            """.formatted(MAX_SPENT));

    static final RedisScript<Long> REVOKE = RedisScript.ofNumber(PARTS + """
            local user = redis.call('HGET', family(ARGV[3], ARGV[4]), 'user')
            if not user then
              return 0
            end
            forget(ARGV[3], ARGV[4], user)
            return 1
            """);

    static final RedisScript<Long> REVOKE_ALL = RedisScript.ofNumber(PARTS + """
            local tenant, user, count = ARGV[3], ARGV[4], 0
            for _, id in ipairs(redis.call('ZRANGE', owned(tenant, user), 0, -1)) do
              if id ~= ARGV[5] then
                if redis.call('HGET', family(tenant, id), 'user') == user then
                  count = count + 1
                end
                forget(tenant, id, user)
              end
            end
            return count
            """);

    static final RedisScript<Long> PURGE = RedisScript.ofNumber(PARTS + "return purge(now, ARGV[3])");

    private RefreshScripts() {}
}
