package dev.parley.core.cache;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is like. Immutable.
 *
 * @param <K> the type of the keys; has {@code equals} and {@code hashCode}
 * @param <V> the type of the values
 */
public final class CacheSpec<K, V> {

    private final String name;
    private final Builder<K, V> from;

    private CacheSpec(Builder<K, V> builder) {
        this.name = builder.name;
        this.from = builder.copy();
    }

    /**
     * Begins a spec.
     *
     * @param name of the cache: 1 to 64 of a-z, 0-9, '.', '_' and '-'; the same on all nodes
     * @param keyText writes a key as text; different keys as different texts
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return a builder with the defaults
     */
    public static <K, V> Builder<K, V> builder(String name, Function<? super K, String> keyText) {
        return new Builder<>(name, keyText);
    }

    /** {@return the name of the cache} */
    public String name() {
        return name;
    }

    /** {@return writes a key as text} */
    public Function<? super K, String> keyText() {
        return from.keyText;
    }

    /** {@return the group of a key} */
    public Function<? super K, String> group() {
        return from.group;
    }

    /** {@return how much there is room for in this process: entries, or what the weigher counts} */
    public long maximum() {
        return from.maximum;
    }

    /** {@return weighs values, if there is a weigher} */
    public Optional<ToIntFunction<? super V>> weigher() {
        return Optional.ofNullable(from.weigher);
    }

    /** {@return how long an entry is kept in this process} */
    public Duration nearTtl() {
        return from.nearTtl;
    }

    /** {@return how long an entry is kept in a shared level} */
    public Duration sharedTtl() {
        return from.sharedTtl;
    }

    /** {@return how long it is remembered that there is no value} */
    public Duration absentTtl() {
        return from.absentTtl;
    }

    /** {@return how old a copy in this process may be while its validity is not confirmed} */
    public Duration staleness() {
        return from.staleness;
    }

    /** {@return for how long a failure of the loader is remembered} */
    public Duration failureBackoff() {
        return from.failureBackoff;
    }

    /** {@return in which last part of an entry's life a hit loads it anew beforehand, 0 for never} */
    public double refreshAhead() {
        return from.refreshAhead;
    }

    /** {@return copies values on their way in and out} */
    public UnaryOperator<V> copier() {
        return from.copier;
    }

    /** {@return writes values for a shared level; without it there is none} */
    public Optional<CacheCodec<V>> codec() {
        return Optional.ofNullable(from.codec);
    }

    /**
     * Puts a spec together. Not thread-safe.
     *
     * @param <K> the type of the keys
     * @param <V> the type of the values
     */
    public static final class Builder<K, V> {

        private final String name;
        private final Function<? super K, String> keyText;
        private Function<? super K, String> group = key -> "";
        private long maximum = 10_000;
        private @Nullable ToIntFunction<? super V> weigher;
        private Duration nearTtl = Duration.ofMinutes(5);
        private Duration sharedTtl = Duration.ofHours(1);
        private Duration absentTtl = Duration.ofSeconds(30);
        private Duration staleness = Duration.ofSeconds(2);
        private Duration failureBackoff = Duration.ofSeconds(1);
        private double refreshAhead;
        private UnaryOperator<V> copier = value -> value;
        private @Nullable CacheCodec<V> codec;

        private Builder(String name, Function<? super K, String> keyText) {
            this.name = Objects.requireNonNull(name, "name");
            this.keyText = Objects.requireNonNull(keyText, "keyText");
        }

        /**
         * Sets which group a key is in.
         *
         * @param value all keys are in one group, the empty one, by default
         * @return this
         */
        public Builder<K, V> group(Function<? super K, String> value) {
            this.group = Objects.requireNonNull(value, "group");
            return this;
        }

        /**
         * Bounds how many entries are kept in this process.
         *
         * @param entries 1 to 100,000,000; 10,000 by default
         * @return this
         */
        public Builder<K, V> maximumSize(long entries) {
            this.maximum = entries;
            this.weigher = null;
            return this;
        }

        /**
         * Bounds how much the entries that are kept in this process may weigh together.
         *
         * @param weight 1 to 1,000,000,000,000
         * @param value weighs a value; whatever weighs less than 1 weighs 1, as does that there is no value. Must not use
         *     the cache
         * @return this
         */
        public Builder<K, V> maximumWeight(long weight, ToIntFunction<? super V> value) {
            this.maximum = weight;
            this.weigher = Objects.requireNonNull(value, "weigher");
            return this;
        }

        /**
         * Sets how long an entry is kept in this process.
         *
         * @param value 1 millisecond to 31 days; 5 minutes by default
         * @return this
         */
        public Builder<K, V> nearTtl(Duration value) {
            this.nearTtl = Objects.requireNonNull(value, "nearTtl");
            return this;
        }

        /**
         * Sets how long an entry is kept in a shared level.
         *
         * @param value 1 millisecond to 31 days; 1 hour by default
         * @return this
         */
        public Builder<K, V> sharedTtl(Duration value) {
            this.sharedTtl = Objects.requireNonNull(value, "sharedTtl");
            return this;
        }

        /**
         * Sets how long it is remembered that there is no value.
         *
         * @param value 1 millisecond to 31 days; 30 seconds by default
         * @return this
         */
        public Builder<K, V> absentTtl(Duration value) {
            this.absentTtl = Objects.requireNonNull(value, "absentTtl");
            return this;
        }

        /**
         * Sets how old a copy in this process may be while nobody has confirmed that it still holds: what a lost message costs
         * at most.
         *
         * @param value 10 milliseconds to 1 hour; 2 seconds by default
         * @return this
         */
        public Builder<K, V> staleness(Duration value) {
            this.staleness = Objects.requireNonNull(value, "staleness");
            return this;
        }

        /**
         * Sets for how long a failure of the loader is remembered.
         *
         * @param value 0 to 1 hour; 1 second by default
         * @return this
         */
        public Builder<K, V> failureBackoff(Duration value) {
            this.failureBackoff = Objects.requireNonNull(value, "failureBackoff");
            return this;
        }

        /**
         * Sets in which last part of an entry's life a hit loads it anew beforehand.
         *
         * @param part 0, never, to 0.9; 0 by default
         * @return this
         */
        public Builder<K, V> refreshAhead(double part) {
            this.refreshAhead = part;
            return this;
        }

        /**
         * Sets how values are copied on their way in and out, for values that are not immutable.
         *
         * @param value none is copied by default
         * @return this
         */
        public Builder<K, V> copier(UnaryOperator<V> value) {
            this.copier = Objects.requireNonNull(value, "copier");
            return this;
        }

        /**
         * Sets how values are written for a level that several processes share.
         *
         * @param value without it the cache is in this process alone, which is the default
         * @return this
         */
        public Builder<K, V> codec(CacheCodec<V> value) {
            this.codec = Objects.requireNonNull(value, "codec");
            return this;
        }

        /**
         * Puts the spec together.
         *
         * @return the spec
         * @throws dev.parley.core.error.ChatException {@code CONFIGURATION}, with all that is out of bounds
         */
        public CacheSpec<K, V> build() {
            new SpecBounds()
                    .name(name)
                    .number("maximum", maximum, weigher == null ? SpecBounds.MOST_ENTRIES : SpecBounds.MOST_WEIGHT)
                    .time("nearTtl", nearTtl, SpecBounds.SHORTEST, SpecBounds.LONGEST)
                    .time("sharedTtl", sharedTtl, SpecBounds.SHORTEST, SpecBounds.LONGEST)
                    .time("absentTtl", absentTtl, SpecBounds.SHORTEST, SpecBounds.LONGEST)
                    .time("staleness", staleness, SpecBounds.SHORTEST_STALENESS, SpecBounds.HOUR)
                    .time("failureBackoff", failureBackoff, Duration.ZERO, SpecBounds.HOUR)
                    .part("refreshAhead", refreshAhead)
                    .version(codec)
                    .check();
            return new CacheSpec<>(this);
        }

        private Builder<K, V> copy() {
            Builder<K, V> copy = new Builder<>(name, keyText);
            copy.group = group;
            copy.maximum = maximum;
            copy.weigher = weigher;
            copy.nearTtl = nearTtl;
            copy.sharedTtl = sharedTtl;
            copy.absentTtl = absentTtl;
            copy.staleness = staleness;
            copy.failureBackoff = failureBackoff;
            copy.refreshAhead = refreshAhead;
            copy.copier = copier;
            copy.codec = codec;
            return copy;
        }
    }
}
