package dev.parley.core.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link NearSource} has found. Immutable, as far as the value is.
 *
 * @param <V> the type of the values
 */
final class CacheFound<V> {

    private final Optional<V> value;
    private final @Nullable Duration ttl;
    private final Duration age;

    private CacheFound(Optional<V> value, @Nullable Duration ttl, Duration age) {
        this.value = Objects.requireNonNull(value, "value");
        this.ttl = ttl;
        this.age = age;
    }

    /**
     * Found where values are kept.
     *
     * @param value which, or empty if there is none
     * @param <V> the type of the values
     * @return what was found, to be kept as long as the spec says
     */
    public static <V> CacheFound<V> fresh(Optional<V> value) {
        return new CacheFound<>(value, null, Duration.ZERO);
    }

    /**
     * Found in another cache.
     *
     * @param value which, or empty if there is none
     * @param ttl how long it may be kept at most
     * @param age how long ago it was found where values are kept
     * @param <V> the type of the values
     * @return what was found, to be kept no longer than the spec says either
     */
    public static <V> CacheFound<V> of(Optional<V> value, Duration ttl, Duration age) {
        return new CacheFound<>(value, ttl, age);
    }

    /** {@return the value, or empty if there is none} */
    public Optional<V> value() {
        return value;
    }

    /** {@return how long it may be kept at most, if there is such a bound} */
    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttl);
    }

    /** {@return how long ago it was found where values are kept} */
    public Duration age() {
        return age;
    }
}
