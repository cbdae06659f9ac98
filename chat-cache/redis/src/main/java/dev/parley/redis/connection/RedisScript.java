package dev.parley.redis.connection;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
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

/**
 * A Lua script, which Redis runs as one step. Immutable.
 *
 * <p>In a cluster every key that a script touches has to be of the slot of its {@code KEYS}, so that it is on the node which runs it.
 * Best all of them are among its {@code KEYS}: those that it works out from its arguments or from what it reads Redis does not
 * know of, so it fails in the middle if the slot is being moved to another node just then. The scripts of {@code
 * dev.parley.redis.auth} do that, as their package says; all others name all keys.
 *
 * @param <R> what it answers: {@code Long}, {@code byte[]}, or a list
 */
public final class RedisScript<R> {

    private final String lua;
    private final String digest;
    private final ScriptOutputType type;
    private final Function<Object, R> reading;

    private RedisScript(String lua, ScriptOutputType type, Function<Object, R> reading) {
        this.lua = lua;
        this.digest = sha1(lua);
        this.type = type;
        this.reading = reading;
    }

    /**
     * A script that answers a number.
     *
     * @param lua its text
     * @return the script
     */
    public static RedisScript<Long> ofNumber(String lua) {
        return new RedisScript<>(lua, ScriptOutputType.INTEGER, Long.class::cast);
    }

    /**
     * A script that answers several things.
     *
     * @param lua its text; it answers a table
     * @return the script, which answers {@code Long}, {@code byte[]}, null for {@code false}, and lists of these
     */
    public static RedisScript<List<?>> ofList(String lua) {
        return new RedisScript<>(lua, ScriptOutputType.MULTI, answer -> (List<?>) answer);
    }

    /**
     * A script that answers a single string: for several numbers, packed by {@code struct.pack}, less work than a list of them.
     *
     * @param lua its text; it answers a string
     * @return the script
     */
    public static RedisScript<byte[]> ofBytes(String lua) {
        return new RedisScript<>(lua, ScriptOutputType.VALUE, byte[].class::cast);
    }

    /** Begins to run it by its digest, which fails where Redis does not know it. */
    RedisFuture<Object> begin(
            RedisClusterAsyncCommands<String, byte[]> commands, List<String> keys, byte[]... arguments) {
        return commands.evalsha(digest, type, names(keys), arguments);
    }

    /** Begins to run it by its text, by which Redis comes to know it. */
    RedisFuture<Object> beginUnknown(
            RedisClusterAsyncCommands<String, byte[]> commands, List<String> keys, byte[]... arguments) {
        return commands.eval(lua, type, names(keys), arguments);
    }

    String lua() {
        return lua;
    }

    String digest() {
        return digest;
    }

    /** {@return what takes one answer, where the command is not one of Lettuce's own} */
    @SuppressWarnings("unchecked") // What it takes is asked for as any object.
    CommandOutput<String, byte[], Object> output() {
        CommandOutput<String, byte[], ?> output = switch (type) {
            case INTEGER -> new IntegerOutput<>(Endpoint.CODEC);
            case VALUE -> new ValueOutput<>(Endpoint.CODEC);
            default -> new NestedMultiOutput<>(Endpoint.CODEC);
        };
        return (CommandOutput<String, byte[], Object>) output;
    }

    /** A call is most often of one key. */
    private static String[] names(List<String> keys) {
        return keys.size() == 1 ? new String[] {keys.get(0)} : keys.toArray(String[]::new);
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
