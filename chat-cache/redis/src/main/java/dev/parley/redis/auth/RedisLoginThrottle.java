package dev.parley.redis.auth;

import dev.parley.core.auth.LoginLane;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.message.TenantId;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Counts failed logins on Redis. All lanes of a call are read and written in one step, so on all nodes together no guess is
 * free. Thread-safe.
 *
 * <p>A lane expires by itself when, by the bounds of the last call, it has nothing left to remember. Times of more than a hundred
 * years count as a hundred. {@link #purge} is not needed: each acquisition purges up to two for each lane. When the answer of
 * an acquisition does not come, its slot may be taken; like any that nobody settles it then counts as a failure.
 *
 * <p>Each call is one command. It reads and writes what its lanes remember, which are as many times as their bounds allow
 * failures; Redis does nothing else meanwhile, so bounds of hundreds are dear.
 */
public final class RedisLoginThrottle implements LoginThrottle {

    private final AuthRedis redis;

    private RedisLoginThrottle(AuthRedis redis) {
        this.redis = redis;
    }

    /**
     * A throttle that goes by the clock of Redis.
     *
     * @param connections to where lanes are kept; not closed with the throttle
     * @return the throttle
     */
    public static RedisLoginThrottle on(RedisConnections connections) {
        return new RedisLoginThrottle(new AuthRedis(connections, null));
    }

    /**
     * A throttle that goes by another clock. Keys still expire by that of Redis.
     *
     * @param connections to where lanes are kept; not closed with the throttle
     * @param clock the time of failures; the same on all nodes
     * @return the throttle
     */
    public static RedisLoginThrottle on(RedisConnections connections, InstantSource clock) {
        return new RedisLoginThrottle(new AuthRedis(connections, clock));
    }

    private List<String> keys(Stream<String> lanes) {
        return Stream.concat(Stream.of(redis.key("lanes")), lanes).toList();
    }

    private List<String> keys(TenantId tenant, List<LoginLane> lanes) {
        return keys(lanes.stream().map(lane -> lane(tenant, lane.kind(), lane.subject())));
    }

    private String lane(TenantId tenant, LoginLane.Kind kind, String subject) {
        return redis.key("lane", kind.name().toLowerCase(Locale.ROOT), tenant.value(), AuthKeys.encoded(subject));
    }

    private static List<String> arguments(String slot, List<LoginLane> lanes) {
        List<String> arguments = new ArrayList<>();
        arguments.add(slot);
        for (LoginLane lane : lanes) {
            arguments.add(Integer.toString(lane.failures()));
            arguments.add(Micros.of(lane.window()));
            arguments.add(Micros.of(lane.firstClosure()));
            arguments.add(Micros.of(lane.longestClosure()));
            arguments.add(lane.clearedBySuccess() ? "1" : "0");
        }
        return arguments;
    }

    @Override
    public Decision acquire(TenantId tenant, List<LoginLane> lanes, Deadline deadline) {
        Bounds.requireDifferent(lanes);
        Slot slot = new Slot(UUID.randomUUID().toString(), tenant, lanes);
        String[] arguments = arguments(slot.id(), lanes).toArray(String[]::new);
        List<String> answer = Reply.texts(redis.write(LaneScripts.ACQUIRE, keys(tenant, lanes), deadline, arguments));
        int refusing = Integer.parseInt(answer.get(0));
        return refusing == 0
                ? new Decision.Admitted(slot)
                : new Decision.Refused(lanes.get(refusing - 1).kind(), Micros.duration(answer.get(1)));
    }

    @Override
    public void settle(Slot slot, Verdict verdict, Deadline deadline) {
        List<String> arguments = arguments(AuthKeys.encoded(slot.id()), slot.lanes());
        arguments.add(verdict.name());
        redis.write(LaneScripts.SETTLE, keys(slot.tenant(), slot.lanes()), deadline, arguments.toArray(String[]::new));
    }

    @Override
    public void clear(TenantId tenant, LoginLane.Kind kind, String subject, Deadline deadline) {
        redis.write(LaneScripts.CLEAR, keys(Stream.of(lane(tenant, kind, subject))), deadline);
    }

    @Override
    public int purge(int limit, Deadline deadline) {
        String most = Bounds.limit(limit);
        return Math.toIntExact(redis.write(LaneScripts.PURGE, keys(Stream.of()), deadline, most));
    }

    /** Ends the throttle, not the connections that it was given. */
    @Override
    public void close() {
        redis.close();
    }
}
