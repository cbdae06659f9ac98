package dev.parley.redis.connection;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;

/** One Redis, or the master that Sentinel names at each connect. */
record SingleEndpoint(RedisClient client, RedisURI uri, Runnable closing) implements Endpoint {

    @Override
    public boolean clustered() {
        return false;
    }

    @Override
    public CompletableFuture<Link> connect() {
        return client.connectAsync(CODEC, uri).toCompletableFuture().thenApply(SingleEndpoint::link);
    }

    private static Link link(StatefulRedisConnection<String, byte[]> connection) {
        return new Link(connection, connection.async(), () -> connection.async().ping());
    }

    @Override
    public CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
        return client.connectPubSubAsync(CODEC, uri).toCompletableFuture();
    }

    @Override
    public void close() {
        closing.run();
    }
}
