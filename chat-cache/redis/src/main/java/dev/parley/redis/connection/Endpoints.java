package dev.parley.redis.connection;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes clients of our own: few threads, bounded queues, and no command is ever sent twice. */
final class Endpoints {

    private static final int THREADS = 2;
    private static final Duration SOONEST = Duration.ofMillis(20);
    private static final Duration LATEST = Duration.ofSeconds(1);
    private static final Duration TOPOLOGY = Duration.ofSeconds(30);
    private static final Duration TOPOLOGY_AT_MOST = Duration.ofSeconds(1);
    private static final long SHUTDOWN_SECONDS = 1;

    private Endpoints() {}

    static Endpoint open(RedisConfig config) {
        List<RedisURI> uris = config.uris();
        ClientResources resources = resources();
        if (config.cluster()) {
            RedisClusterClient client = RedisClusterClient.create(resources, uris);
            client.setOptions(clusterOptions(config));
            return new ClusterEndpoint(client, () -> {
                client.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
                shutDown(resources);
            });
        }
        RedisClient client = RedisClient.create(resources);
        client.setOptions(common(ClientOptions.builder(), config).build());
        return new SingleEndpoint(client, uris.get(0), () -> {
            client.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            shutDown(resources);
        });
    }

    private static ClientResources resources() {
        return ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.fullJitter(SOONEST, LATEST, SOONEST.toMillis(), TimeUnit.MILLISECONDS))
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    private static void shutDown(ClientResources resources) {
        resources
                .shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Calls wait no longer than they may, so that no command needs a timer of its own. What was sent when the connection broke is
     * not sent again: a rotation of a refresh token that came twice would look like a theft.
     */
    private static <B extends ClientOptions.Builder> B common(B builder, RedisConfig config) {
        builder.requestQueueSize(config.queue())
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .replayFilter(command -> true)
                .timeoutOptions(TimeoutOptions.builder().build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(config.connectTimeout())
                        .keepAlive(true)
                        .build());
        config.ssl().ifPresent(builder::sslOptions);
        return builder;
    }

    private static ClusterClientOptions clusterOptions(RedisConfig config) {
        return common(ClusterClientOptions.builder(), config)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY)
                        .adaptiveRefreshTriggersTimeout(TOPOLOGY_AT_MOST)
                        .build())
                .build();
    }
}
