package dev.parley.redis.connection;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A connection for commands, to one server or to all of a cluster. Thread-safe.
 *
 * @param connection to close
 * @param commands to begin commands with
 * @param ping whether anybody answers; a stage that fails means no
 */
record Link(
        StatefulConnection<String, byte[]> connection,
        RedisClusterAsyncCommands<String, byte[]> commands,
        Supplier<CompletionStage<?>> ping) {

    CompletableFuture<Void> closeAsync() {
        return connection.closeAsync();
    }
}
