package dev.parley.redis.connection;

import io.lettuce.core.codec.Base16;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueOutput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A Lua script, which Redis runs as one step. Immutable.
 *
 * @param <R> what it answers: {@code Long}, {@code byte[]}, or a list
 */
public final class RedisScript<R> {

    private final String lua;
    private final String digest;
    private final Supplier<CommandOutput<String, byte[], ?>> output;
    private final Function<Object, R> reading;

    private RedisScript(String lua, Supplier<CommandOutput<String, byte[], ?>> output, Function<Object, R> reading) {
        this.lua = lua;
        this.digest = sha1(lua);
        this.output = output;
        this.reading = reading;
    }

    /**
     * A script that answers a number.
     *
     * @param lua its text; every key that it touches is among its {@code KEYS}
     * @return the script
     */
    public static RedisScript<Long> ofNumber(String lua) {
        return new RedisScript<>(lua, () -> new IntegerOutput<>(Endpoint.CODEC), Long.class::cast);
    }

    /**
     * A script that answers several things.
     *
     * @param lua its text; every key that it touches is among its {@code KEYS}; it answers a table
     * @return the script, which answers {@code Long}, {@code byte[]}, null for {@code false}, and lists of these
     */
    public static RedisScript<List<?>> ofList(String lua) {
        return new RedisScript<>(lua, () -> new NestedMultiOutput<>(Endpoint.CODEC), answer -> (List<?>) answer);
    }

    /**
     * A script that answers a single string: for several numbers, packed by {@code struct.pack}, less work than a list of them.
     *
     * @param lua its text; every key that it touches is among its {@code KEYS}; it answers a string
     * @return the script
     */
    public static RedisScript<byte[]> ofBytes(String lua) {
        return new RedisScript<>(lua, () -> new ValueOutput<>(Endpoint.CODEC), byte[].class::cast);
    }

    String lua() {
        return lua;
    }

    String digest() {
        return digest;
    }

    /** {@return what takes one answer} */
    @SuppressWarnings("unchecked") // What it takes is asked for as any object.
    CommandOutput<String, byte[], Object> output() {
        return (CommandOutput<String, byte[], Object>) output.get();
    }

    R read(Object answer) {
        return reading.apply(answer);
    }

    /** By which Redis names scripts; nothing depends on it being hard to collide. */
    private static String sha1(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return new String(Base16.encode(MessageDigest.getInstance("SHA-1").digest(bytes), false));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
