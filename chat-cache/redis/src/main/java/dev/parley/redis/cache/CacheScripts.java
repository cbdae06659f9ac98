package dev.parley.redis.cache;

import dev.parley.redis.connection.RedisScript;
import java.util.List;

/**
 * What Redis does as one step. {@code KEYS[1]} is always the state of the shard, and the first five of {@code ARGV} are: the
 * highest epoch that the node knows of; 8 random bytes; for how many milliseconds states and generations are kept; the
 * channel; who speaks, and of which shard. Answers begin with the time of Redis in microseconds and the state.
 *
 * <p>Epochs are times of Redis in microseconds, or one more than the last if that is later: so they do not come again after
 * Redis has lost some. A state that is missing or behind what a node knows was lost or restored, and what is kept under it
 * can't be trusted: it is given another incarnation, which is part of every value.
 */
final class CacheScripts {

    private static final String BEGIN = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local state = redis.call('GET', KEYS[1])
            local epoch = state and tonumber(string.sub(state, 9)) or 0
            local function tell(incarnation, what)
              local before = epoch
              epoch = math.max(now, epoch + 1, ARGV[1] + 1)
              state = incarnation .. string.format('%.0f', epoch)
              redis.call('SET', KEYS[1], state, 'PX', ARGV[3])
              redis.call('PUBLISH', ARGV[4], struct.pack('>I8I8', before, epoch) .. ARGV[5] .. what)
            end
            local function keep(key)
              if redis.call('PTTL', key) < ARGV[3] / 2 then redis.call('PEXPIRE', key, ARGV[3]) end
            end
            if not state or epoch < tonumber(ARGV[1]) then
              tell(ARGV[2], 'A')
            else
              keep(KEYS[1])
            end
            """;

    private static final String GENERATION = """
            local generation = redis.call('GET', KEYS[2])
            if generation then
              keep(KEYS[2])
            else
              generation = ARGV[2]
              redis.call('SET', KEYS[2], generation, 'PX', ARGV[3])
            end
            local born = string.sub(state, 1, 8) .. generation
            """;

    /** What the epoch is. */
    static final RedisScript<List<?>> CONFIRM = RedisScript.ofList(BEGIN + "return {now, state}");

    /** Another incarnation, for all that is kept. */
    static final RedisScript<List<?>> RAISE = RedisScript.ofList(BEGIN + "tell(ARGV[2], 'A') return {now, state}");

    /**
     * Keys: state, generation, lease, value. Arguments: 6 the token, 7 for how many milliseconds, 8 what for: {@code L} to
     * load what is not known, {@code A} to load it anew, {@code W} to write it whoever loads it. Answers also the generation, the
     * value if it is known and nobody wants it anew, and whether the lease was given. A lease under another incarnation or
     * generation keeps nobody from taking it: what its holder loads will not be kept.
     */
    static final RedisScript<List<?>> LEASE = RedisScript.ofList(BEGIN + GENERATION + """
            if ARGV[8] == 'L' then
              local value = redis.call('GET', KEYS[4])
              if value and string.sub(value, 9, 24) == born then return {now, state, generation, value, 0} end
            end
            local held = redis.call('GET', KEYS[3])
            if ARGV[8] ~= 'W' and held and string.sub(held, 9) == born then
              return {now, state, generation, false, 0}
            end
            redis.call('SET', KEYS[3], ARGV[6] .. born, 'PX', ARGV[7])
            return {now, state, generation, false, 1}
            """);

    /**
     * Keys as above. Arguments: 6 the token, 7 for how many milliseconds, 8 the head of the value, 9 its body, 10 the key's
     * text if it is written rather than loaded. Answers also whether it was kept: only under the lease, and the
     * incarnation and generation that it was given under. Tells the others only if it is written in place of another
     * value, of which they may have copies.
     */
    static final RedisScript<List<?>> FILL = RedisScript.ofList(BEGIN + """
            local born = string.sub(state, 1, 8) .. (redis.call('GET', KEYS[2]) or '')
            if redis.call('GET', KEYS[3]) ~= ARGV[6] .. born then return {now, state, 0} end
            redis.call('DEL', KEYS[3])
            if ARGV[10] then
              local old = redis.call('GET', KEYS[4])
              if old and string.sub(old, 9, 24) == born
                  and (string.sub(old, 1, 4) ~= string.sub(ARGV[8], 1, 4) or string.sub(old, 41) ~= ARGV[9]) then
                tell(string.sub(state, 1, 8), 'K' .. ARGV[10])
              end
            end
            local ms = math.floor(now / 1000)
            redis.call('SET', KEYS[4], ARGV[8] .. born .. struct.pack('>I8I8', ms, ms + ARGV[7]) .. ARGV[9],
              'PX', ARGV[7])
            return {now, state, 1}
            """);

    /** Keys: state, lease. Arguments: 6 the token. */
    static final RedisScript<List<?>> RELEASE = RedisScript.ofList(BEGIN + """
            if string.sub(redis.call('GET', KEYS[2]) or '', 1, 8) == ARGV[6] then redis.call('DEL', KEYS[2]) end
            return {now, state}
            """);

    /** Keys: state, and what is to be deleted. Arguments: 6 what to tell. */
    static final RedisScript<List<?>> EVICT = RedisScript.ofList(BEGIN + """
            redis.call('DEL', unpack(KEYS, 2))
            tell(string.sub(state, 1, 8), ARGV[6])
            return {now, state}
            """);

    private CacheScripts() {}
}
