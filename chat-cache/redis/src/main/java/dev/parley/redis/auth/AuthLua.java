package dev.parley.redis.auth;

import dev.parley.core.auth.AccessChanges;
import java.util.concurrent.TimeUnit;

/** What the scripts of this package have in common. Their first arguments are the time, or nothing for that of Redis, and the base of keys. */
final class AuthLua {

    /** How many changes are kept at most. */
    static final int MAX_CHANGES = 100_000;

    private static final long KEPT_MILLIS = TimeUnit.SECONDS.toMillis(2 * AccessChanges.KEPT_SECONDS);

    /** Times are microseconds since 1970, which a number of Lua holds exactly for 285 years. */
    static final String COMMON = """
            local function int(number)
              return string.format('%.0f', number)
            end
            local clock = redis.call('TIME')
            local present = clock[1] * 1000000 + clock[2]
            local now = tonumber(ARGV[1]) or present
            local base = ARGV[2]
            local function millis(micros)
              return int(math.max(1, math.ceil(micros / 1000)))
            end
            local function keep(key, micros)
              local wanted = millis(micros)
              if redis.call('PTTL', key) < tonumber(wanted) then
                redis.call('PEXPIRE', key, wanted)
              end
            end
            """;

    /**
     * The feed of changes: one hash, so that it can't be lost in part. Its seqs are dense. Whenever there is none, or Redis runs
     * anew and may have forgotten the newest, it begins after the present in microseconds, and so beyond whatever anybody has
     * read: {@code floor} is that beginning, and from then on the last change that was dropped. To raise one begins with deleting
     * what was dropped already, so that Redis does not refuse it when it has no memory left.
     */
    static final String FEED = """
            local changes = base .. 'changes'
            local function feed()
              local info = redis.pcall('INFO', 'server')
              local run = type(info) == 'string' and string.match(info, 'run_id:(%%w+)')
              local kept = redis.call('HMGET', changes, 'head', 'floor', 'run')
              local head, floor = tonumber(kept[1]), tonumber(kept[2])
              if not head or (run and kept[3] ~= run) then
                head = math.max(present, (head or 0) + 1)
                floor = head
                redis.call('DEL', changes)
                redis.call('HSET', changes, 'head', int(head), 'floor', int(floor), 'run', run or '')
              end
              if redis.call('PTTL', changes) < %1$d / 2 then
                redis.call('PEXPIRE', changes, '%1$d')
              end
              return head, floor
            end
            local function raise(tenant, user)
              local head, floor = feed()
              head = head + 1
              redis.call('HDEL', changes, int(floor))
              redis.call('HSET', changes, 'head', int(head), int(head), int(now) .. ' ' .. tenant .. ' ' .. user)
              local began = floor
              while floor < head - 1 and floor < began + 64 do
                local oldest = redis.call('HGET', changes, int(floor + 1))
                local at = oldest and tonumber(string.match(oldest, '^%%S+'))
                if at and at > now - %1$d000 and head - floor <= %2$d then
                  break
                end
                floor = floor + 1
                redis.call('HDEL', changes, int(floor))
              end
              if floor > began then
                redis.call('HSET', changes, 'floor', int(floor))
              end
            end
            """.formatted(KEPT_MILLIS, MAX_CHANGES);

    private AuthLua() {}
}
