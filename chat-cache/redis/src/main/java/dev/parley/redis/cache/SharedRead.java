package dev.parley.redis.cache;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the shared level says of a key. */
sealed interface SharedRead<V> {

    /**
     * It is known.
     *
     * @param answer the value, or empty if there is none
     * @param written when, in milliseconds of Redis
     * @param expires until when it is kept
     * @param loadMillis how long it took to load
     */
    record Known<V>(Optional<V> answer, long written, long expires, long loadMillis) implements SharedRead<V> {

        Duration life() {
            return Duration.ofMillis(expires - written);
        }

        Duration left(long now) {
            return Duration.ofMillis(expires - now);
        }

        Duration age(long now) {
            return Duration.ofMillis(Math.max(0, now - written));
        }

        Duration load() {
            return Duration.ofMillis(loadMillis);
        }
    }

    /**
     * It is not known.
     *
     * @param lease with which the caller may fill it; null if another has the lease, or none was asked for
     */
    record Unknown<V>(@Nullable FillLease lease) implements SharedRead<V> {}
}
