package dev.parley.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A master, a replica, and a Sentinel that makes the replica the master when the master is gone for half a second. */
public final class TestSentinel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(20);

    private final RedisProcess master;
    private final RedisProcess replica;
    private final RedisProcess sentinel;

    private TestSentinel(Path directory) {
        master = RedisProcess.start(
                RedisProcess.freePort(),
                List.of("dir " + directory, "dbfilename master.rdb", "repl-diskless-sync-delay 0"));
        replica = RedisProcess.start(
                RedisProcess.freePort(),
                List.of("dir " + directory, "dbfilename replica.rdb", "replicaof 127.0.0.1 " + master.port()));
        await().atMost(PATIENCE)
                .pollInterval(OFTEN)
                .until(() -> replica.ask("INFO replication").contains("master_link_status:up"));
        sentinel = RedisProcess.startSentinel(RedisProcess.freePort(), configuration(directory));
        await().atMost(PATIENCE)
                .pollInterval(OFTEN)
                .until(() -> sentinel.ask("INFO sentinel").contains("slaves=1"));
    }

    /** Sentinel keeps what it knows in a file of the directory. */
    public static TestSentinel start(Path directory) {
        return new TestSentinel(directory);
    }

    private Path configuration(Path directory) {
        try {
            return Files.writeString(directory.resolve("sentinel.conf"), """
                    sentinel monitor main 127.0.0.1 %d 1
                    sentinel down-after-milliseconds main 500
                    sentinel failover-timeout main 2000
                    """.formatted(master.port()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String uri() {
        return "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#main";
    }

    /** SIGKILL. */
    public void killMaster() {
        master.kill();
    }

    @Override
    public void close() {
        sentinel.close();
        replica.close();
        master.close();
    }
}
