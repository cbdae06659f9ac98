package dev.parley.redis.connection;

import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;

/** Where connections come from: a client of ours, or the host's own. Thread-safe. */
interface Endpoint extends AutoCloseable {

    RedisCodec<String, byte[]> CODEC = new TextAndBytes();

    /** {@return whether it is a cluster} */
    boolean clustered();

    CompletableFuture<Link> connect();

    CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub();

    /** Closes the client if it is ours; within 2 seconds. */
    @Override
    void close();
}
