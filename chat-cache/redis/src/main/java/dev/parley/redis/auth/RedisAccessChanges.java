package dev.parley.redis.auth;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.connection.RedisScript;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of access on Redis, which {@link RedisSessionStore} raises there in the step that ends a session. Thread-safe.
 *
 * <p>Changes are kept for twice {@link #KEPT_SECONDS}, the newest 100,000 at most; readers that are further behind are told so.
 * The feed as a whole expires when nobody has read or raised anything for that time. Its seqs begin with the present in
 * microseconds rather than with 1, and do so anew whenever Redis was emptied, restarted or replaced by its replica: so all who
 * read before are told that changes may be missing, whatever Redis remembers. That takes the right to run {@code INFO};
 * without it only a Redis that was emptied shows.
 *
 * <p>Each call is one command. An empty page costs Redis several times as much as a plain read, for it looks whether Redis is
 * still the same, and there is no cheaper way to learn that.
 */
public final class RedisAccessChanges implements AccessChanges {

    private static final RedisScript<List<?>> HEAD =
            RedisScript.ofList(AuthLua.COMMON + AuthLua.FEED + "local head = feed()\nreturn {int(head)}");

    private static final RedisScript<List<?>> SINCE = RedisScript.ofList(AuthLua.COMMON + AuthLua.FEED + """
            local head, floor = feed()
            local cursor = tonumber(ARGV[3])
            if cursor < floor or cursor > head then
              return {int(head), 'truncated'}
            end
            local page = {int(head), ''}
            for seq = cursor + 1, math.min(head, cursor + ARGV[4]) do
              page[#page + 1] = redis.call('HGET', changes, int(seq))
            end
            return page
            """);

    private static final RedisScript<Long> RAISE =
            RedisScript.ofNumber(AuthLua.COMMON + AuthLua.FEED + "raise(ARGV[3], ARGV[4])\nreturn 1");

    /** In an answer these come before the changes. */
    private static final int HEADER = 2;

    private final AuthRedis redis;

    private RedisAccessChanges(AuthRedis redis) {
        this.redis = redis;
    }

    /**
     * A feed that goes by the clock of Redis.
     *
     * @param connections to where the changes are kept; not closed with the feed
     * @return the feed
     */
    public static RedisAccessChanges on(RedisConnections connections) {
        return new RedisAccessChanges(new AuthRedis(connections, null));
    }

    /**
     * A feed that goes by another clock. Keys still expire by that of Redis.
     *
     * @param connections to where the changes are kept; not closed with the feed
     * @param clock by which changes grow old; the same on all nodes
     * @return the feed
     */
    public static RedisAccessChanges on(RedisConnections connections, InstantSource clock) {
        return new RedisAccessChanges(new AuthRedis(connections, clock));
    }

    private List<String> keys() {
        return List.of(redis.key("changes"));
    }

    @Override
    public long head(Deadline deadline) {
        return Long.parseLong(Reply.texts(redis.read(HEAD, keys(), deadline)).get(0));
    }

    @Override
    public Changes since(long cursor, int limit, Deadline deadline) {
        String most = Bounds.limit(limit);
        List<String> answer = Reply.texts(redis.read(SINCE, keys(), deadline, Long.toString(cursor), most));
        if (!answer.get(1).isEmpty()) {
            return new Changes(List.of(), Long.parseLong(answer.get(0)), true);
        }
        List<Change> changes = new ArrayList<>();
        for (String line : answer.subList(HEADER, answer.size())) {
            changes.add(change(cursor + changes.size() + 1, line));
        }
        return new Changes(changes, cursor + changes.size(), false);
    }

    private static Change change(long seq, String line) {
        String[] parts = line.split(" ", -1);
        return new Change(seq, new TenantId(parts[1]), AuthKeys.user(parts[2]));
    }

    @Override
    public void raise(TenantId tenant, UserId user, Deadline deadline) {
        redis.write(RAISE, keys(), deadline, tenant.value(), AuthKeys.encoded(user));
    }

    /** Ends the feed, not the connections that it was given. */
    @Override
    public void close() {
        redis.close();
    }
}
