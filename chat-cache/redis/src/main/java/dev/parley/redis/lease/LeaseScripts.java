package dev.parley.redis.lease;

import dev.parley.redis.connection.RedisScript;
import java.util.List;

/**
 * What is done with a lease, each as one step. A lease is a hash of {@code owner}, {@code token} and {@code ends}, in microseconds
 * by the clock of Redis; of what was released, {@code owner} is empty. It stays for a day after its end, for the token: until
 * then tokens grow even if that clock goes back.
 */
final class LeaseScripts {

    /** Numbers of this size have to be written out: Lua would round them to 14 digits. */
    private static final String PROLOGUE = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local row = redis.call('HMGET', KEYS[1], 'owner', 'token', 'ends')
            local held = row[1] and row[1] ~= '' and tonumber(row[3]) > now
            local function write(owner, token, micros)
              redis.call('HSET', KEYS[1], 'owner', owner, 'token', token, 'ends', string.format('%.0f', now + micros))
              redis.call('PEXPIRE', KEYS[1], string.format('%.0f', math.ceil(micros / 1000) + 86400000))
            end
            """;

    /** Of owner and term; answers 1 and the token, or 0, the owner and how long it has. */
    static final RedisScript<List<?>> ACQUIRE = RedisScript.ofList(PROLOGUE + """
            if held then
              return {0, row[1], tonumber(row[3]) - now}
            end
            local token = math.max(now, (tonumber(row[2]) or 0) + 1)
            write(ARGV[1], string.format('%.0f', token), tonumber(ARGV[2]))
            return {1, token}
            """);

    /** Of owner, token and term, which is 0 for who releases; answers whether it was held. */
    static final RedisScript<Long> PROLONG = RedisScript.ofNumber(PROLOGUE + """
            if not held or row[1] ~= ARGV[1] or row[2] ~= ARGV[2] then
              return 0
            end
            if ARGV[3] == '0' then
              write('', row[2], 0)
            else
              write(row[1], row[2], tonumber(ARGV[3]))
            end
            return 1
            """);

    private LeaseScripts() {}
}
