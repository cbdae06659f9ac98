package dev.parley.redis.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.cache.CacheSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The copies in this process. Thread-safe. */
final class NearCopies<K, V> {

    private static final int LEAST_STAMPS = 1 << 12;
    private static final int MOST_STAMPS = 1 << 20;
    private static final int GROUP_STAMPS = 1 << 12;

    private final CacheSpec<K, V> spec;
    private final Counters counters;
    private final Cache<K, NearEntry<V>> copies;
    private final Stamps keys;
    private final Stamps groups;
    /** Another number after each eviction, so that a hit needs to look at nothing else as long as there is none. */
    private final AtomicLong changes = new AtomicLong();

    private volatile boolean closed;
    /** What time it was a moment ago: exact enough for dropping what nobody would get any more, and cheap to read. */
    private volatile long lately;

    NearCopies(CacheSpec<K, V> spec, Counters counters, long now) {
        this.spec = spec;
        this.counters = counters;
        this.lately = now;
        this.keys = new Stamps((int) Math.min(MOST_STAMPS, Math.max(LEAST_STAMPS, 2 * spec.maximum())), changes);
        this.groups = new Stamps(GROUP_STAMPS, changes);
        Caffeine<Object, Object> builder =
                Caffeine.newBuilder().expireAfterWrite(spec.nearTtl()).ticker(() -> lately);
        this.copies = bounded(builder, spec, counters);
    }

    private static <K, V> Cache<K, NearEntry<V>> bounded(
            Caffeine<Object, Object> builder, CacheSpec<K, V> spec, Counters counters) {
        ToIntFunction<? super V> weigher = spec.weigher().orElse(null);
        Caffeine<K, NearEntry<V>> sized = weigher == null
                ? builder.maximumSize(spec.maximum())
                        .<K, NearEntry<V>>evictionListener((key, copy, cause) -> evicted(cause.name(), counters))
                : builder.maximumWeight(spec.maximum())
                        .<K, NearEntry<V>>weigher((key, copy) -> copy.answer()
                                .map(value -> Math.max(1, weigher.applyAsInt(value)))
                                .orElse(1))
                        .evictionListener((key, copy, cause) -> evicted(cause.name(), counters));
        return sized.build();
    }

    private static void evicted(String cause, Counters counters) {
        if ("SIZE".equals(cause)) {
            counters.nearEvictions.increment();
        }
    }

    @Nullable
    NearEntry<V> usable(K key, long now) {
        NearEntry<V> copy = copies.getIfPresent(key);
        return copy != null && copy.usable(now, changes) ? copy : null;
    }

    Mark mark(Place place, Epoch epoch, long now) {
        return new Mark(epoch, keys, groups, place, now);
    }

    /**
     * Keeps a copy, if nothing was evicted since its mark.
     *
     * @param made when the value was loaded
     * @param most how long it may be kept
     * @param fresh how many nanoseconds of that are left until it is loaded anew
     */
    void keep(K key, Mark mark, Optional<V> answer, long made, Duration most, long fresh, long now) {
        long ttl = Math.min(most.toNanos(), ttl(answer, spec.nearTtl()).toNanos());
        if (ttl > 0 && mark.holds()) {
            copies.put(key, new NearEntry<>(answer, new NearEntry.Terms(mark, made, now + ttl, now + fresh)));
            if (closed) {
                copies.invalidateAll();
            }
        }
    }

    /**
     * How many nanoseconds are left until an entry is loaded anew, which is done before its end: by the part of its life that
     * the spec names or, for what takes long, by the lead of XFetch (Vattani et al., Optimal Probabilistic Cache Stampede
     * Prevention, VLDB 2015, with beta 1), drawn once for each copy, so that nodes do not all do it at once.
     *
     * @param life of the entry, of which a part is over
     * @param left what is left of it
     * @param load how long it took to load
     */
    long fresh(Duration life, Duration left, Duration load) {
        if (spec.refreshAhead() == 0) {
            return left.toNanos();
        }
        double drawn = -Math.log(1 - ThreadLocalRandom.current().nextDouble());
        double lead = Math.max(spec.refreshAhead() * life.toNanos(), load.toNanos() * drawn);
        return left.toNanos() - (long) lead;
    }

    /** The time of the spec for what is known, where a level keeps values so long. */
    Duration ttl(Optional<V> answer, Duration ofLevel) {
        return answer.isPresent() || ofLevel.compareTo(spec.absentTtl()) < 0 ? ofLevel : spec.absentTtl();
    }

    void drop(K key, Place place) {
        dropKey(place.key());
        copies.invalidate(key);
    }

    void dropKey(String text) {
        keys.raise(keys.slot(text));
    }

    void dropGroup(String group) {
        groups.raise(groups.slot(group));
    }

    void tick(long now) {
        lately = now;
    }

    AtomicLong changes() {
        return changes;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
        copies.invalidateAll();
    }

    long entries() {
        copies.cleanUp();
        return copies.estimatedSize();
    }

    /** What the copies weigh together, if they are weighed. */
    long weight() {
        return spec.weigher().isEmpty()
                ? 0
                : copies.policy()
                        .eviction()
                        .flatMap(eviction ->
                                eviction.weightedSize().stream().boxed().findFirst())
                        .orElse(0L);
    }

    Counters counters() {
        return counters;
    }
}
