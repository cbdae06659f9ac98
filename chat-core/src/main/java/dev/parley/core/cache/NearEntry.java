package dev.parley.core.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * What a {@link NearLevel} knows of a key. Immutable, as far as the value is.
 *
 * @param <V> the type of the values
 */
public final class NearEntry<V> {

    private final Optional<V> value;
    private final Duration ttl;
    private final long sinceNanos;
    private final long refreshNanos;
    private final AtomicLong group;
    private final long generation;

    /**
     * An entry of a group.
     *
     * @param value made once, so that a hit makes nothing
     * @param group the generation of the group as it is
     * @param generation the generation of the group as it was before the value was looked for
     */
    NearEntry(Optional<V> value, Duration ttl, long sinceNanos, long refreshNanos, AtomicLong group, long generation) {
        this.value = value;
        this.ttl = ttl;
        this.sinceNanos = sinceNanos;
        this.refreshNanos = refreshNanos;
        this.group = group;
        this.generation = generation;
    }

    /** {@return the value, or empty if it is known that there is none} */
    public Optional<V> value() {
        return value;
    }

    /** {@return for how long the entry may be kept} */
    public Duration ttl() {
        return ttl;
    }

    /** {@return when the value was found where values are kept, at the latest, on the monotonic clock} */
    public long sinceNanos() {
        return sinceNanos;
    }

    /**
     * Tells how much room the entry takes.
     *
     * @param weigher weighs the value
     * @return at least 1, so that what weighs nothing does not grow without a bound
     */
    public int weigh(ToIntFunction<? super V> weigher) {
        return value.isPresent() ? Math.max(1, weigher.applyAsInt(value.get())) : 1;
    }

    /** {@return whether its group was not evicted since} */
    boolean current() {
        return group.get() == generation;
    }

    /** {@return from when on a hit finds it anew beforehand} */
    long refreshNanos() {
        return refreshNanos;
    }
}
