package dev.parley.redis.connection;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Redis Cluster. */
record ClusterEndpoint(RedisClusterClient client, Runnable closing) implements Endpoint {

    /** Asks for the nodes first, which waits no longer than to connect to all that the config names; only once. */
    @Override
    public boolean clustered() {
        return true;
    }

    @Override
    public CompletableFuture<Link> connect() {
        try {
            client.getPartitions();
        } catch (RedisException e) {
            return CompletableFuture.failedFuture(e);
        }
        return client.connectAsync(CODEC)
                .thenCompose(connection -> all(pings(connection)).handle((done, failure) -> link(connection)));
    }

    private static Link link(StatefulRedisClusterConnection<String, byte[]> connection) {
        return new Link(connection, connection.async(), () -> any(pings(connection)));
    }

    /**
     * One PING to each master, by its address: so each of them has the connection over which its commands go. A command for a node
     * without one would be rejected.
     */
    private static List<CompletableFuture<String>> pings(StatefulRedisClusterConnection<String, byte[]> connection) {
        return connection.getPartitions().stream()
                .filter(node -> node.is(RedisClusterNode.NodeFlag.UPSTREAM))
                .map(RedisClusterNode::getUri)
                .map(uri -> connection
                        .getConnectionAsync(uri.getHost(), uri.getPort())
                        .thenCompose(master -> master.async().ping()))
                .toList();
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<String>> pings) {
        return CompletableFuture.allOf(pings.toArray(CompletableFuture[]::new));
    }

    /** A cluster is there as long as one of its masters is. */
    private static CompletionStage<?> any(List<CompletableFuture<String>> pings) {
        CompletableFuture<Object> answered = new CompletableFuture<>();
        for (CompletableFuture<String> ping : pings) {
            var unused = ping.thenAccept(answered::complete);
        }
        var unused = all(pings).whenComplete((done, failure) -> {
            if (failure != null) {
                answered.completeExceptionally(failure);
            }
        });
        return answered;
    }

    @Override
    public CompletableFuture<StatefulRedisPubSubConnection<String, byte[]>> connectPubSub() {
        return client.connectPubSubAsync(CODEC).thenApply(connection -> connection);
    }

    @Override
    public void close() {
        closing.run();
    }
}
