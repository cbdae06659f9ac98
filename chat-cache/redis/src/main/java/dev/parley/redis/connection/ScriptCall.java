package dev.parley.redis.connection;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** One run of a script, which knows whether it got as far as a connection. Begun by one thread, and written by one of Lettuce. */
final class ScriptCall {

    private final RedisScript<?> script;
    private final List<String> keys;
    private final List<byte[]> values;
    private volatile boolean written;

    ScriptCall(RedisScript<?> script, List<String> keys, byte[]... values) {
        this.script = script;
        this.keys = keys;
        this.values = List.of(values);
    }

    RedisFuture<Object> byDigest(RedisClusterAsyncCommands<String, byte[]> commands) {
        return begin(commands, CommandType.EVALSHA, script.digest());
    }

    RedisFuture<Object> byText(RedisClusterAsyncCommands<String, byte[]> commands) {
        return begin(commands, CommandType.EVAL, script.lua());
    }

    private RedisFuture<Object> begin(
            RedisClusterAsyncCommands<String, byte[]> commands, CommandType type, String named) {
        written = false;
        CommandArgs<String, byte[]> arguments =
                new Arguments().add(named).add(keys.size()).addKeys(keys).addValues(values);
        return commands.dispatch(type, script.output(), arguments);
    }

    /** {@return whether the last begin came to a connection; what comes of a command that is not over yet is open} */
    boolean written() {
        return written;
    }

    /** Lettuce encodes a command when it writes it to a connection, and not before. */
    private final class Arguments extends CommandArgs<String, byte[]> {

        Arguments() {
            super(Endpoint.CODEC);
        }

        @Override
        public void encode(ByteBuf buffer) {
            written = true;
            super.encode(buffer);
        }
    }
}
