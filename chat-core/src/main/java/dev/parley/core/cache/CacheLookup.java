package dev.parley.core.cache;

import java.time.Duration;

/**
 * What a cache knows of a key.
 *
 * @param <V> the type of the values
 */
public sealed interface CacheLookup<V> {

    /**
     * It knows the value.
     *
     * @param value which; may be 0, false or empty
     * @param age how long ago it was loaded or put
     * @param <V> the type of the values
     */
    record Hit<V>(V value, Duration age) implements CacheLookup<V> {}

    /**
     * It knows that there is no value.
     *
     * @param age how long ago that was found out
     * @param <V> the type of the values
     */
    record KnownAbsent<V>(Duration age) implements CacheLookup<V> {}

    /**
     * It knows nothing.
     *
     * @param <V> the type of the values
     */
    record Miss<V>() implements CacheLookup<V> {}
}
