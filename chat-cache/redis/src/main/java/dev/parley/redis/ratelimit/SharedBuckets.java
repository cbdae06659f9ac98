package dev.parley.redis.ratelimit;

import dev.parley.core.error.ChatException;
import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The buckets in Redis, which all nodes share. Thread-safe. */
final class SharedBuckets {

    private final RedisConnections connections;
    private final @Nullable InstantSource clock;
    private final RateKeys keys;
    private final LongAdder asked = new LongAdder();

    /** By the time of Redis if there is no clock. */
    SharedBuckets(RedisConnections connections, @Nullable InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
        this.keys = new RateKeys(connections.prefix());
    }

    RateKeys keys() {
        return keys;
    }

    /** {@return how often Redis was asked} */
    long asked() {
        return asked.sum();
    }

    /**
     * Takes from one bucket.
     *
     * @throws ChatException if Redis did not answer; what was asked for may have been taken
     */
    Answer take(Ask ask, Deadline deadline) {
        return Answer.of(run(List.of(ask.name()), deadline, ask.argument()));
    }

    /**
     * Takes from all of the buckets or from none: at once, or one after the other where a cluster has them in several places.
     *
     * @throws ChatException if Redis did not answer; what was asked for may have been taken
     */
    Answer takeAll(List<Ask> asks, Deadline deadline) {
        if (asks.size() == 1) {
            return take(asks.get(0), deadline);
        }
        if (connections.clustered() && apart(asks)) {
            return inOrder(asks, deadline);
        }
        List<String> names = asks.stream().map(Ask::name).toList();
        byte[][] arguments = asks.stream().map(Ask::argument).toArray(byte[][]::new);
        return Answer.of(run(names, deadline, arguments));
    }

    /** Takes from one bucket, without waiting; {@code done} is told what was granted, or null. As to failures see {@link #take}. */
    void begin(Ask ask, Consumer<Answer.@Nullable Granted> done) {
        asked.increment();
        List<String> names = List.of(ask.name());
        Consumer<byte @Nullable []> packed = bytes ->
                done.accept(bytes != null && Answer.of(bytes) instanceof Answer.Granted granted ? granted : null);
        if (clock == null) {
            connections.begin(RateScript.BY_SERVER, names, packed, ask.argument());
        } else {
            connections.begin(RateScript.BY_CALLER, names, packed, timed(clock, ask.argument()));
        }
    }

    private static boolean apart(List<Ask> asks) {
        return asks.stream()
                        .mapToInt(ask -> SlotHash.getSlot(ask.name()))
                        .distinct()
                        .count()
                > 1;
    }

    /** All are asked even after a refusal, as the longest wait is to be told. */
    private Answer inOrder(List<Ask> asks, Deadline deadline) {
        Answer.Granted all = Answer.Granted.nothing();
        Map<Integer, Answer.Granted> granted = new LinkedHashMap<>();
        Answer.@Nullable Refused longest = null;
        for (int i = 0; i < asks.size(); i++) {
            Answer answer;
            try {
                answer = take(asks.get(i), deadline);
            } catch (ChatException e) {
                undo(asks, granted, deadline);
                throw e;
            }
            if (answer instanceof Answer.Granted taken) {
                granted.put(i, taken);
                all = all.and(taken);
            } else if (answer instanceof Answer.Refused refused
                    && (longest == null || refused.retryAfter().compareTo(longest.retryAfter()) > 0)) {
                longest = new Answer.Refused(i, refused.retryAfter(), Set.of());
            }
        }
        if (longest == null) {
            return all;
        }
        undo(asks, granted, deadline);
        return new Answer.Refused(longest.charge(), longest.retryAfter(), Set.copyOf(granted.keySet()));
    }

    private void undo(List<Ask> asks, Map<Integer, Answer.Granted> granted, Deadline deadline) {
        granted.forEach((i, taken) -> {
            Ask ask = asks.get(i);
            boolean unused = force(ask.name(), ask.gauge().returning(taken.taken(0), taken.at(0)), deadline);
        });
    }

    /**
     * Corrects or gives back, whatever there is.
     *
     * @return whether Redis answered
     */
    boolean force(String key, byte[] argument, Deadline deadline) {
        try {
            var unused = run(List.of(key), deadline, argument);
            return true;
        } catch (ChatException e) {
            return false;
        }
    }

    /** {@return whether the bucket was emptied} */
    boolean reset(String key, Deadline deadline) {
        try {
            asked.increment();
            var unused = connections.call(commands -> commands.del(key), deadline);
            return true;
        } catch (ChatException e) {
            return false;
        }
    }

    private byte[] run(List<String> names, Deadline deadline, byte[]... arguments) {
        asked.increment();
        if (clock == null) {
            return connections.run(RateScript.BY_SERVER, names, deadline, arguments);
        }
        return connections.run(RateScript.BY_CALLER, names, deadline, timed(clock, arguments));
    }

    private static byte[][] timed(InstantSource clock, byte[]... arguments) {
        Instant now = clock.instant();
        long micros = TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(now.getNano());
        byte[][] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = Long.toString(micros).getBytes(StandardCharsets.US_ASCII);
        return all;
    }
}
