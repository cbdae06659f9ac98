package dev.parley.core.cache;

/**
 * Turns values into bytes, for caches that several processes share. Thread-safe.
 *
 * <p>What one version of a program has written another may read: {@link #version()} has to be raised with each change after
 * which the bytes would be read wrongly. Bytes of another version are not read.
 *
 * @param <V> the type of the values
 */
public interface CacheCodec<V> {

    /** {@return the version of the form of the bytes, 0 to 32,767} */
    int version();

    /**
     * Writes a value.
     *
     * @param value which
     * @return its bytes
     */
    byte[] encode(V value);

    /**
     * Reads a value.
     *
     * @param bytes as they were written by this version
     * @return the value, which nobody else holds
     * @throws IllegalArgumentException if the bytes are not what this version writes
     */
    V decode(byte[] bytes);
}
