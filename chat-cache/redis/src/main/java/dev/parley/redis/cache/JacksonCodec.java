package dev.parley.redis.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.parley.core.cache.CacheCodec;
import java.io.IOException;

/**
 * Writes values as JSON. Thread-safe. The class of the values is fixed here: the bytes never name one.
 *
 * @param <V> the type of the values
 */
public final class JacksonCodec<V> implements CacheCodec<V> {

    private static final int MOST = Short.MAX_VALUE;

    private final int version;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JacksonCodec(Class<V> type, int version, ObjectMapper mapper) {
        if (version < 0 || version > MOST) {
            throw new IllegalArgumentException("The version is " + version + " and must be 0 to " + MOST);
        }
        this.version = version;
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    /**
     * A codec with Jackson's defaults.
     *
     * @param type of the values
     * @param version of the form of the bytes, 0 to 32,767
     * @param <V> the type of the values
     * @return the codec
     */
    public static <V> JacksonCodec<V> of(Class<V> type, int version) {
        return new JacksonCodec<>(type, version, new ObjectMapper());
    }

    /**
     * A codec with a mapper of the host's, for types that need a module of Jackson's.
     *
     * @param type of the values
     * @param version of the form of the bytes, 0 to 32,767
     * @param mapper reads and writes; what is changed in it later has no effect
     * @param <V> the type of the values
     * @return the codec
     */
    public static <V> JacksonCodec<V> of(Class<V> type, int version, ObjectMapper mapper) {
        return new JacksonCodec<>(type, version, mapper);
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public byte[] encode(V value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A value can't be written as JSON: " + kind(e));
        }
    }

    @Override
    public V decode(byte[] bytes) {
        try {
            V value = reader.readValue(bytes);
            if (value == null) {
                throw new IllegalArgumentException("The bytes are the JSON of nothing");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException("The bytes are not the JSON of a value: " + kind(e));
        }
    }

    /** Jackson quotes values in its messages, so these are not passed on. */
    private static String kind(IOException e) {
        return e.getClass().getSimpleName();
    }
}
