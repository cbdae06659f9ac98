package dev.parley.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Redis Cluster of three masters without replicas, on this machine. It takes 2 to 3 seconds to start, as masters wait that long
 * before they take writes; so take {@link #shared} unless the test harms it.
 */
public final class TestRedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final int NODES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ClusterNode> nodes;

    private TestRedisCluster() {
        nodes = IntStream.range(0, NODES).mapToObj(TestRedisCluster::startNode).toList();
        for (ClusterNode other : nodes.subList(1, NODES)) {
            ok(nodes.get(0).server(), "CLUSTER MEET 127.0.0.1 " + other.server().port() + " " + other.busPort());
        }
        await("cluster").atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(this::complete);
    }

    /** Of all tests of this process; ends with it. */
    public static TestRedisCluster shared() {
        return Shared.CLUSTER;
    }

    public static TestRedisCluster start() {
        return new TestRedisCluster();
    }

    private static ClusterNode startNode(int index) {
        int busPort = RedisProcess.freePort();
        RedisProcess server = RedisProcess.start(
                RedisProcess.freePort(),
                List.of(
                        "cluster-enabled yes",
                        "cluster-config-file " + nodesFile(),
                        "cluster-port " + busPort,
                        "cluster-node-timeout 2000",
                        "cluster-require-full-coverage no"));
        ok(server, "CLUSTER SET-CONFIG-EPOCH " + (index + 1));
        ok(server, "CLUSTER ADDSLOTSRANGE " + index * SLOTS / NODES + " " + ((index + 1) * SLOTS / NODES - 1));
        return new ClusterNode(server, busPort, server.ask("CLUSTER MYID"));
    }

    private static Path nodesFile() {
        try {
            Path directory = Files.createTempDirectory("parley-redis-cluster");
            directory.toFile().deleteOnExit();
            Path file = directory.resolve("nodes.conf");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void ok(RedisProcess server, String command) {
        String answer = server.ask(command);
        if (!answer.equals("+OK")) {
            throw new IllegalStateException(command + " was answered with " + answer);
        }
    }

    private boolean complete() {
        return nodes.stream()
                .map(node -> node.server().ask("CLUSTER INFO"))
                .allMatch(info -> info.contains("cluster_state:ok")
                        && info.contains("cluster_slots_ok:" + SLOTS)
                        && info.contains("cluster_known_nodes:" + NODES));
    }

    /** The addresses of all nodes, as the config takes them. */
    public String uri() {
        return nodes.stream()
                .map(node -> "redis://127.0.0.1:" + node.server().port())
                .collect(Collectors.joining(","));
    }

    /** Which of the three, counted from 0, has a slot at first. */
    public static int nodeOf(int slot) {
        return IntStream.range(0, NODES)
                .filter(index -> slot < (index + 1) * SLOTS / NODES)
                .findFirst()
                .orElseThrow();
    }

    /** Moves a slot, which holds no other keys than these. */
    public void moveSlot(int slot, int from, int to, String... keys) {
        ClusterNode source = nodes.get(from);
        ClusterNode target = nodes.get(to);
        ok(target.server(), "CLUSTER SETSLOT " + slot + " IMPORTING " + source.id());
        ok(source.server(), "CLUSTER SETSLOT " + slot + " MIGRATING " + target.id());
        for (String key : keys) {
            source.server().ask("MIGRATE 127.0.0.1 " + target.server().port() + " " + key + " 0 1000");
        }
        ok(target.server(), "CLUSTER SETSLOT " + slot + " NODE " + target.id());
        ok(source.server(), "CLUSTER SETSLOT " + slot + " NODE " + target.id());
    }

    /** SIGSTOP of one node. */
    public void freeze(int index) {
        nodes.get(index).server().freeze();
    }

    /** SIGCONT of one node. */
    public void thaw(int index) {
        nodes.get(index).server().thaw();
    }

    /** SIGKILL of one node, whose slots nobody serves then. */
    public void kill(int index) {
        nodes.get(index).server().kill();
    }

    /** Starts a killed node again; it takes writes after 2 seconds. */
    public void restart(int index) {
        nodes.get(index).server().restart();
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.server().close());
    }

    private record ClusterNode(RedisProcess server, int busPort, String id) {}

    private static final class Shared {
        private static final TestRedisCluster CLUSTER = new TestRedisCluster();
    }
}
