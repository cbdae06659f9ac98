package dev.parley.redis.cache;

import dev.parley.core.cache.CacheCodec;
import dev.parley.core.time.Deadline;
import io.lettuce.core.KeyValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The level in Redis. Fails with {@code STORE_UNAVAILABLE}. Thread-safe.
 *
 * <p>The generation of a group is part of each value rather than of its key: so one MGET finds state, generation and value
 * together, and a reader needs to know nothing beforehand that might be out of date.
 */
final class SharedLevel<V> {

    private static final int VALUE = 3;
    private static final int LEASED = 4;

    private final Shards shards;
    private final CacheCodec<V> codec;
    private final Counters counters;
    private final Duration lease;

    SharedLevel(Shards shards, CacheCodec<V> codec, Counters counters, Duration lease) {
        this.shards = shards;
        this.codec = codec;
        this.counters = counters;
        this.lease = lease;
    }

    SharedRead<V> read(Place place, Deadline deadline) {
        CacheKeys keys = shards.keys();
        int shard = place.shard();
        long known = shards.epoch(shard).highest();
        List<KeyValue<String, byte[]>> answer = shards.connections()
                .call(
                        commands -> commands.mget(
                                keys.state(shard),
                                keys.generation(shard, place.group()),
                                keys.value(shard, place.key())),
                        deadline);
        byte[] state = answer.get(0).getValueOrElse(null);
        if (state == null || SharedForm.epoch(state) < known) {
            return new SharedRead.Unknown<>(null);
        }
        shards.epoch(shard).heard(SharedForm.epoch(state));
        return understand(
                place, state, answer.get(1).getValueOrElse(null), answer.get(2).getValueOrElse(null));
    }

    /**
     * Asks for the right to fill a key.
     *
     * @param purpose as the script calls it
     */
    SharedRead<V> lease(Place place, char purpose, Deadline deadline) {
        long token = ThreadLocalRandom.current().nextLong();
        List<?> answer = shards.run(
                CacheScripts.LEASE,
                place.shard(),
                keysOf(place),
                deadline,
                bytes(token),
                Shards.text(lease.toMillis()),
                Shards.bytes(String.valueOf(purpose)));
        SharedRead<V> read =
                understand(place, bytes(answer, 1), bytes(answer, 2), (byte @Nullable []) answer.get(VALUE));
        boolean leased = Objects.equals(answer.get(LEASED), 1L);
        return leased ? new SharedRead.Unknown<>(new FillLease(token)) : read;
    }

    /** Keeps what was loaded under a lease; says whether it was kept. */
    boolean fill(Place place, FillLease held, Optional<V> value, Duration ttl, Duration load, Deadline deadline) {
        byte[] head = SharedForm.head(value.isPresent(), codec.version(), load.toMillis());
        return kept(place, deadline, bytes(held.token()), millis(ttl), head, body(value));
    }

    /** Keeps what is written under a lease, in the same way. */
    boolean write(Place place, FillLease held, Optional<V> value, Duration ttl) {
        byte[] head = SharedForm.head(value.isPresent(), codec.version(), 0);
        byte[] key = Shards.bytes(place.key());
        return kept(place, Shards.soon(), bytes(held.token()), millis(ttl), head, body(value), key);
    }

    private boolean kept(Place place, Deadline deadline, byte[]... arguments) {
        List<?> answer = shards.run(CacheScripts.FILL, place.shard(), keysOf(place), deadline, arguments);
        return Objects.equals(answer.get(2), 1L);
    }

    private byte[] body(Optional<V> value) {
        byte[] body = value.map(codec::encode).orElseGet(() -> new byte[0]);
        counters.sharedBytes.add(body.length);
        return body;
    }

    void release(Place place, FillLease held) {
        List<String> keys = List.of(shards.keys().lease(place.shard(), place.key()));
        shards.run(CacheScripts.RELEASE, place.shard(), keys, Shards.soon(), bytes(held.token()));
    }

    private SharedRead<V> understand(Place place, byte[] state, byte @Nullable [] generation, byte @Nullable [] value) {
        if (value != null && !SharedForm.readable(value, codec.version())) {
            return unreadable(place);
        }
        if (value == null || generation == null || !SharedForm.belongs(value, state, generation)) {
            return new SharedRead.Unknown<>(null);
        }
        counters.sharedBytes.add(value.length);
        try {
            Optional<V> answer =
                    SharedForm.present(value) ? Optional.of(codec.decode(SharedForm.body(value))) : Optional.empty();
            return new SharedRead.Known<>(
                    answer, SharedForm.written(value), SharedForm.expires(value), SharedForm.loadMillis(value));
        } catch (RuntimeException e) {
            return unreadable(place);
        }
    }

    private SharedRead<V> unreadable(Place place) {
        counters.sharedUnreadable.increment();
        String key = shards.keys().value(place.shard(), place.key());
        shards.connections().call(commands -> commands.del(key), Shards.soon());
        return new SharedRead.Unknown<>(null);
    }

    private List<String> keysOf(Place place) {
        CacheKeys keys = shards.keys();
        return List.of(
                keys.generation(place.shard(), place.group()),
                keys.lease(place.shard(), place.key()),
                keys.value(place.shard(), place.key()));
    }

    private static byte[] bytes(List<?> answer, int at) {
        return (byte[]) Objects.requireNonNull(answer.get(at));
    }

    private static byte[] bytes(long token) {
        return ByteBuffer.allocate(Long.BYTES).putLong(token).array();
    }

    /** Redis keeps nothing for less than one. */
    private static byte[] millis(Duration ttl) {
        return Shards.text(Math.max(1, ttl.toMillis()));
    }
}
