package dev.parley.redis.cache;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a value looks like in Redis. 8 bytes of head: the number of this form, whether there is a value, the codec's version,
 * how many milliseconds it took to load; 8 bytes of the incarnation and 8 of the generation that it belongs to; when it was
 * written and until when it is kept, in milliseconds of Redis; and what the codec wrote.
 */
final class SharedForm {

    static final int HEAD = 8;
    private static final int BORN = 16;
    private static final int BODY = HEAD + BORN + 2 * Long.BYTES;
    private static final byte FORM = 1;
    private static final byte VALUE = 0;
    private static final byte ABSENT = 1;

    private SharedForm() {}

    static byte[] head(boolean present, int version, long loadMillis) {
        return ByteBuffer.allocate(HEAD)
                .put(FORM)
                .put(present ? VALUE : ABSENT)
                .putShort((short) version)
                .putInt((int) Math.min(Integer.MAX_VALUE, loadMillis))
                .array();
    }

    /** Whether the value was written since its shard and group were last evicted. */
    static boolean belongs(byte[] value, byte[] state, byte[] generation) {
        return value.length >= BODY
                && state.length > Long.BYTES
                && Arrays.equals(value, HEAD, HEAD + Long.BYTES, state, 0, Long.BYTES)
                && Arrays.equals(value, HEAD + Long.BYTES, HEAD + BORN, generation, 0, generation.length);
    }

    /** The epoch of a state. */
    static long epoch(byte[] state) {
        long epoch = 0;
        for (int i = Long.BYTES; i < state.length; i++) {
            epoch = epoch * 10 + state[i] - '0';
        }
        return epoch;
    }

    static boolean readable(byte[] value, int version) {
        if (value.length < BODY) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(value);
        byte form = head.get();
        byte present = head.get();
        return form == FORM && (present == ABSENT || (present == VALUE && head.getShort() == version));
    }

    static boolean present(byte[] value) {
        return value[1] == VALUE;
    }

    static long loadMillis(byte[] value) {
        return ByteBuffer.wrap(value).getInt(4);
    }

    static long written(byte[] value) {
        return ByteBuffer.wrap(value).getLong(HEAD + BORN);
    }

    static long expires(byte[] value) {
        return ByteBuffer.wrap(value).getLong(HEAD + BORN + Long.BYTES);
    }

    static byte[] body(byte[] value) {
        return Arrays.copyOfRange(value, BODY, value.length);
    }
}
