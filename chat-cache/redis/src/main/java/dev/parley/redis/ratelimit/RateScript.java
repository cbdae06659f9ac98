package dev.parley.redis.ratelimit;

import dev.parley.redis.connection.RedisScript;

/**
 * The one script of the limiter: gives back, takes, or corrects, for each of its keys. Answers, for each key, the
 * time, how much was taken, how much is left and how long until the bucket is empty; or, when it refused, which key has the
 * longest wait and how long that is.
 *
 * <p>It is the leaky bucket form of GCRA (ITU-T I.371, annex A): what was taken is a level, which flows off evenly. The level is
 * counted in {@link Gauge#UNITS} to the unit of cost, so that it and all its sums are whole numbers below 2^53, which a
 * number of Lua holds exactly. What flows off is rounded down, which loses at most one such part for each call that is let
 * through, and never lets more through.
 *
 * <p>Beside the level, which another limit cuts down to its capacity, stands all that was taken and has not flowed off. Nodes
 * learn of another limit one after the other: if each change forgot what it cuts off, those that ask for the larger one until
 * then would find it whole again and again.
 */
final class RateScript {

    private static final String SERVER_TIME = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local extra = 0
            """;

    /** The keys live a day of Redis longer, however slowly the time that was passed goes. */
    private static final String PASSED_TIME = """
            local now = tonumber(ARGV[#KEYS + 1])
            local extra = 86400000
            """;

    /** {@code e} microseconds let {@code e * n / d} flow off: exactly, or a 10^15th less. */
    private static final String STEPS = """
            local function flown(e, n, d)
              local p = e * n
              if p >= 9007199254740992 then
                return math.floor(e * (n / d) * 0.999999999999999)
              end
              local q = math.floor(p / d)
              if q * d > p then q = q - 1 end
              return q
            end
            local function lasting(units, n, d)
              local p = units * d
              if p + n >= 9007199254740992 then
                return math.ceil(units / (n / d) * 1.000000000000002) + 1
              end
              local q = math.floor(p / n)
              if q * n < p then q = q + 1 end
              return q
            end
            """;

    private static final String BODY = """
            local function save(i, level, at, cap, keep, n, d, all)
              local gone = at - now + lasting(all + keep, n, d)
              redis.call('SET', KEYS[i], struct.pack('<ddddddd', level, at, cap, keep, n, d, all),
                  'PX', math.ceil(gone / 1000) + 1 + extra)
            end
            local known = redis.call('MGET', unpack(KEYS))
            local states, answer, worst, wait = {}, {}, 0, -1
            for i = 1, #KEYS do
              local cost, want, back, since, cap, keep, n, d = struct.unpack('<dddddddd', ARGV[i])
              local level, at, all = 0, now, 0
              if known[i] then
                local ocap, okeep, on, od
                level, at, ocap, okeep, on, od, all = struct.unpack('<ddddddd', known[i])
                if at < now then
                  local gone = flown(now - at, on, od)
                  level, all = math.max(0, level - gone), math.max(0, all - gone)
                  at = now
                end
                if want < 0 then
                  cap, keep, n, d = ocap, okeep, on, od
                elseif ocap ~= cap or on ~= n or od ~= d then
                  level = math.min(all, cap)
                  save(i, level, at, cap, keep, n, d, all)
                elseif okeep > keep then
                  keep = okeep
                end
              end
              if back > 0 then
                local age = math.max(0, at - since)
                local gone = flown(age, n, d)
                if age * n >= 9007199254740992 then gone = gone + 1 end
                local less = math.max(0, back - gone)
                level, all = math.max(0, level - less), math.max(0, all - less)
              end
              local grant = cost
              if want < 0 then
                local most = math.min(8192000000000000, cap + flown(315360000000000, n, d))
                level, all = math.min(math.max(0, level + cost), most), math.min(math.max(0, all + cost), most)
              else
                local free = cap - keep - level
                if free < cost then
                  local needs = at - now + lasting(cost - free, n, d)
                  if needs > wait then worst, wait = i - 1, needs end
                else
                  if want > cost then
                    local part = free / 10
                    if part < cap / 100 then part = math.min(free / 2, cap / 100) end
                    grant = math.max(cost, math.min(want, math.floor(part / 4096) * 4096))
                  end
                  level, all = level + grant, math.min(all + grant, 8192000000000000)
                end
              end
              local full = at - now + lasting(level, n, d)
              states[i] = {level, at, cap, keep, n, d, all}
              local left = math.floor(math.max(0, cap - keep - level) / 4096)
              answer[i] = struct.pack('<dddd', now, grant / 4096, left, full)
            end
            if wait >= 0 then return struct.pack('<dd', worst, wait) end
            for i = 1, #KEYS do
              save(i, unpack(states[i]))
            end
            return table.concat(answer)
            """;

    /** By the time of Redis. */
    static final RedisScript<byte[]> BY_SERVER = RedisScript.ofBytes(SERVER_TIME + STEPS + BODY);

    /** By the time that is passed as the last argument, in microseconds. */
    static final RedisScript<byte[]> BY_CALLER = RedisScript.ofBytes(PASSED_TIME + STEPS + BODY);

    private RateScript() {}
}
