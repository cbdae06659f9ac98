package dev.parley.redis.cache;

import dev.parley.core.time.Deadline;
import dev.parley.redis.connection.RedisConnections;
import dev.parley.redis.connection.RedisScript;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The shards of one cache as this node sees them, and the scripts that are run on them. Thread-safe. */
final class Shards {

    private final RedisConnections connections;
    private final CacheKeys keys;
    private final LongSupplier nanoTime;
    private final Epoch[] epochs;
    private final RedisTime time = new RedisTime();
    private final long node = ThreadLocalRandom.current().nextLong();
    private final byte[] kept;
    private final byte[] channel;

    /**
     * @param longest how long a value is kept at most
     * @param changes raised by what makes copies useless
     */
    Shards(
            RedisConnections connections,
            CacheKeys keys,
            Duration staleness,
            Duration longest,
            LongSupplier nanoTime,
            AtomicLong changes) {
        this.connections = connections;
        this.keys = keys;
        this.nanoTime = nanoTime;
        this.epochs = new Epoch[keys.shards()];
        Arrays.setAll(epochs, shard -> new Epoch(staleness, nanoTime.getAsLong(), changes));
        // Renewed when half of it is over: so none goes before the values that are kept under it.
        this.kept = text(longest.multipliedBy(2).plusMinutes(2).toMillis());
        this.channel = bytes(keys.channel());
    }

    CacheKeys keys() {
        return keys;
    }

    RedisConnections connections() {
        return connections;
    }

    Epoch[] epochs() {
        return epochs.clone();
    }

    Epoch epoch(int shard) {
        return epochs[shard];
    }

    RedisTime time() {
        return time;
    }

    /** {@return whether Redis was away so long that others may still have to tell what they evicted meanwhile} */
    boolean settling(int shard) {
        return epochs[shard].settling(nanoTime.getAsLong());
    }

    /** Redis does not say how far the shards are. */
    void unanswered() {
        for (Epoch epoch : epochs) {
            epoch.unanswered();
        }
    }

    /** Asks how far a shard is, and takes the answer. */
    void confirm(int shard) {
        Epoch.Asked asked = epochs[shard].asking(nanoTime.getAsLong());
        List<?> answer = run(CacheScripts.CONFIRM, shard, List.of(), Shards.soon());
        epochs[shard].confirm(asked, SharedForm.epoch((byte[]) Objects.requireNonNull(answer.get(1))));
    }

    /** Runs a script; the state is put before its other keys, and what all need before its arguments. */
    List<?> run(RedisScript<List<?>> script, int shard, List<String> others, Deadline deadline, byte[]... arguments) {
        List<String> touched = new ArrayList<>(others.size() + 1);
        touched.add(keys.state(shard));
        touched.addAll(others);
        byte[][] all = new byte[arguments.length + 5][];
        all[0] = text(epochs[shard].highest());
        all[1] = random();
        all[2] = kept;
        all[3] = channel;
        all[4] = ByteBuffer.allocate(Long.BYTES + Short.BYTES)
                .putLong(node)
                .putShort((short) shard)
                .array();
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        long asked = nanoTime.getAsLong();
        List<?> answer = connections.run(script, touched, deadline, all);
        time.told((Long) Objects.requireNonNull(answer.get(0)), asked);
        epochs[shard].heard(SharedForm.epoch((byte[]) Objects.requireNonNull(answer.get(1))));
        return answer;
    }

    boolean isThisNode(long sender) {
        return sender == node;
    }

    /** For calls that are given none: the connections have a shorter one. */
    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    static byte[] random() {
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(ThreadLocalRandom.current().nextLong())
                .array();
    }

    static byte[] text(long number) {
        return bytes(Long.toString(number));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
