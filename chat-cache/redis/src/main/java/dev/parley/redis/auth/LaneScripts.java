package dev.parley.redis.auth;

import dev.parley.core.auth.LoginThrottle;
import dev.parley.redis.connection.RedisScript;
import java.time.Duration;
import java.util.List;

/**
 * What is done with lanes. A lane is a hash: its failures and its slots in use as lists of times, and its closures. It expires,
 * and is purged from the sorted set of all, when nothing is left to remember even if nobody settles what is in use.
 *
 * <p>When Redis has no memory left it refuses a script at its first write, if that needs some. So an acquisition adds before it
 * deletes, for it is strangers who make it; a settlement deletes before it adds.
 */
final class LaneScripts {

    /** For how long to wait for a slot that another login has in use; logins take less. */
    private static final String IN_USE = Micros.of(Duration.ofSeconds(1));

    private static final String SLOT = Micros.of(Duration.ofSeconds(LoginThrottle.SLOT_SECONDS));

    /** For how long what has expired by itself stays in the set of all, unless it is purged. */
    private static final String KEPT = Micros.of(Duration.ofHours(1));

    /** Lanes are the keys from the second on; the bounds of each are five arguments, from the fourth on. */
    private static final String PARTS = AuthLua.COMMON + """
            local ends = base .. 'lanes'
            local function closure(lane)
              local time = lane.first
              for doubled = 1, lane.closures do
                if time >= lane.longest then
                  break
                end
                time = time * 2
              end
              return math.min(time, lane.longest)
            end
            local function leave(lane, at)
              local gone = 0
              while gone < #lane.failed and lane.failed[gone + 1] <= at - lane.window do
                gone = gone + 1
              end
              if gone > 0 then
                lane.failed = {unpack(lane.failed, gone + 1)}
              end
            end
            local function fail(lane, at)
              lane.latest = math.max(lane.latest or at, at)
              local place = #lane.failed + 1
              while place > 1 and lane.failed[place - 1] > at do
                place = place - 1
              end
              table.insert(lane.failed, place, at)
              leave(lane, lane.latest)
              if lane.closures > 0 or #lane.failed >= lane.failures then
                local till = at + closure(lane)
                lane.closed = math.max(lane.closed or till, till)
                lane.closures = lane.closures + 1
              end
              if #lane.failed > lane.failures then
                table.remove(lane.failed, 1)
              end
            end
            local function overdue(lane, taken)
              local late = {}
              for slot, at in pairs(lane.slots) do
                if at <= taken then
                  late[#late + 1] = at
                  lane.slots[slot] = nil
                end
              end
              table.sort(late)
              for _, at in ipairs(late) do
                fail(lane, at)
              end
            end
            local function times(text)
              local list = {}
              for at in string.gmatch(text or '', '%%S+') do
                list[#list + 1] = tonumber(at)
              end
              return list
            end
            local function load(number)
              local from = 4 + 5 * (number - 1)
              local lane = {key = KEYS[number + 1], failures = tonumber(ARGV[from]), window = tonumber(ARGV[from + 1]),
                first = tonumber(ARGV[from + 2]), longest = tonumber(ARGV[from + 3]), clears = ARGV[from + 4] == '1',
                slots = {}}
              local found = redis.call('HMGET', lane.key, 'failed', 'slots', 'closures', 'closed', 'latest')
              lane.failed = times(found[1])
              for slot, at in string.gmatch(found[2] or '', '(%%S+)=(%%S+)') do
                lane.slots[slot] = tonumber(at)
              end
              lane.closures = tonumber(found[3]) or 0
              lane.closed, lane.latest = tonumber(found[4]), tonumber(found[5])
              overdue(lane, now - %1$s)
              leave(lane, now)
              if lane.closures > 0 and lane.latest + 2 * lane.longest <= now then
                lane.closures = 0
              end
              return lane
            end
            local function waiting(lane)
              if lane.closed and now < lane.closed then
                return lane.closed - now
              end
              if lane.closures == 0 and #lane.failed >= lane.failures then
                return lane.failed[#lane.failed - lane.failures + 1] + lane.window - now
              end
              local used = lane.closures > 0 and lane.failures - 1 or #lane.failed
              for _ in pairs(lane.slots) do
                used = used + 1
              end
              return used < lane.failures and 0 or %2$s
            end
            local function write(lane)
              local slots, failed, done, latest = {}, {}, now, lane.latest
              for slot, at in pairs(lane.slots) do
                slots[#slots + 1] = slot .. '=' .. int(at)
                done = math.max(done, at + %1$s, at + lane.window)
                latest = math.max(latest or at, at)
              end
              for place, at in ipairs(lane.failed) do
                failed[place] = int(at)
                done = math.max(done, at + lane.window)
              end
              if lane.closures > 0 or #failed + #slots >= lane.failures then
                done = math.max(done, latest + 2 * lane.longest)
              end
              redis.call('DEL', lane.key)
              if done <= now then
                redis.call('ZREM', ends, lane.key)
                return
              end
              redis.call('HSET', lane.key, 'failed', table.concat(failed, ' '), 'slots', table.concat(slots, ' '),
                'closures', int(lane.closures), 'closed', lane.closed and int(lane.closed) or '',
                'latest', lane.latest and int(lane.latest) or '')
              redis.call('PEXPIRE', lane.key, millis(done - now))
              redis.call('ZADD', ends, int(done), lane.key)
              keep(ends, done - now)
            end
            local function purge(before, limit)
              local over = redis.call('ZRANGEBYSCORE', ends, '-inf', int(before), 'LIMIT', 0, limit)
              for _, key in ipairs(over) do
                redis.call('DEL', key)
                redis.call('ZREM', ends, key)
              end
              return #over
            end
            """.formatted(SLOT, IN_USE);

    /** Answers which lane has the longest wait, and how long; 0 when the slot was taken in all. */
    static final RedisScript<List<?>> ACQUIRE = RedisScript.ofList(PARTS + """
            local lanes, longest, wait = {}, 0, 0
            for number = 1, #KEYS - 1 do
              lanes[number] = load(number)
              local own = waiting(lanes[number])
              if own > wait then
                longest, wait = number, own
              end
            end
            if longest == 0 then
              redis.call('ZADD', ends, int(now), lanes[1].key)
              for _, lane in ipairs(lanes) do
                lane.slots[ARGV[3]] = now
                write(lane)
              end
              purge(now - %s, 2 * #lanes)
            end
            return {longest, int(wait)}
            """.formatted(KEPT));

    static final RedisScript<Long> SETTLE = RedisScript.ofNumber(PARTS + """
            local verdict, settled = ARGV[#ARGV], 0
            for number = 1, #KEYS - 1 do
              local lane = load(number)
              if lane.slots[ARGV[3]] then
                lane.slots[ARGV[3]] = nil
                if verdict == 'FAILED' then
                  fail(lane, now)
                elseif verdict == 'SUCCEEDED' and lane.clears then
                  lane.failed, lane.closures, lane.closed = {}, 0, nil
                end
                write(lane)
                settled = settled + 1
              end
            end
            return settled
            """);

    static final RedisScript<Long> CLEAR = RedisScript.ofNumber(PARTS + """
            redis.call('ZREM', ends, KEYS[2])
            return redis.call('DEL', KEYS[2])
            """);

    static final RedisScript<Long> PURGE = RedisScript.ofNumber(PARTS + "return purge(now, ARGV[3])");

    private LaneScripts() {}
}
