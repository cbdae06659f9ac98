package dev.parley.redis.auth;

import static dev.parley.redis.auth.AuthServer.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.AccessChanges.Change;
import dev.parley.core.auth.AccessChanges.Changes;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.redis.TestRedis;
import dev.parley.redis.connection.RedisConnections;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may have missed a change is told so, however Redis forgot it. */
class LostFeedIT {

    private static final String FEED = "parley:auth:{parley}:changes";
    private static final UserId ANN = new UserId("ann");

    private static void raise(AccessChanges feed, int times) {
        for (int i = 0; i < times; i++) {
            feed.raise(TenantId.DEFAULT, ANN, soon());
        }
    }

    private static void assertTruncated(AccessChanges feed, long cursor) {
        Changes page = feed.since(cursor, 100, soon());
        assertThat(page).isEqualTo(new Changes(List.of(), feed.head(soon()), true));
        raise(feed, 1);
        assertThat(feed.since(page.cursor(), 100, soon()).changes())
                .containsExactly(new Change(page.cursor() + 1, TenantId.DEFAULT, ANN));
    }

    @Test
    void anEmptiedRedisIsNoticedHoweverMuchIsRaisedThen() {
        try (TestRedis redis = TestRedis.start();
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            AccessChanges feed = RedisAccessChanges.on(connections);
            raise(feed, 3);
            long cursor = feed.head(soon());
            connections.call(commands -> commands.flushall(), soon());
            assertTruncated(feed, cursor);

            long next = feed.head(soon());
            connections.call(commands -> commands.flushall(), soon());
            raise(feed, 1_000);
            assertTruncated(feed, next);
            assertThat(AuthServer.stray(connections)).isEmpty();
        }
    }

    @Test
    void aRestartIsNoticedThoughEverythingIsStillThere(@TempDir Path folder) {
        try (TestRedis redis = TestRedis.start("appendonly yes", "appendfsync always", "dir " + folder);
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            AccessChanges feed = RedisAccessChanges.on(connections);
            raise(feed, 3);
            long cursor = feed.head(soon());
            redis.kill();
            redis.restart();
            Awaitility.await().ignoreExceptions().until(() -> feed.head(soon()) > cursor);
            assertTruncated(feed, cursor);
            assertThat(AuthServer.stray(connections)).isEmpty();
        }
    }

    @Test
    void whoMayNotAskRedisAboutItselfStillReads() {
        try (TestRedis redis = TestRedis.start();
                RedisConnections all = AuthServer.connect(redis.uri())) {
            all.call(
                    commands -> commands.aclSetuser(
                            "chat",
                            io.lettuce.core.AclSetuserArgs.Builder.on()
                                    .addPassword("word")
                                    .keyPattern("parley:*")
                                    .channelPattern("parley:*")
                                    .allCommands()
                                    .removeCommand(io.lettuce.core.protocol.CommandType.INFO)),
                    soon());
            String uri = redis.uri().replace("//", "//chat:word@");
            try (RedisConnections limited = AuthServer.connect(uri)) {
                AccessChanges feed = RedisAccessChanges.on(limited);
                long cursor = feed.head(soon());
                raise(feed, 2);
                assertThat(feed.since(cursor, 100, soon()).changes()).hasSize(2);
                all.call(commands -> commands.flushall(), soon());
                assertTruncated(feed, cursor + 2);
            }
        }
    }

    /** The floor is set back, as if so many had been raised before. */
    @Test
    void soManyAreKeptAtMost() {
        try (TestRedis redis = TestRedis.start();
                RedisConnections connections = AuthServer.connect(redis.uri())) {
            AccessChanges feed = RedisAccessChanges.on(connections);
            long cursor = feed.head(soon());
            connections.call(commands -> commands.hincrby(FEED, "floor", -100_100), soon());
            raise(feed, 3);
            assertThat(feed.since(cursor, 100, soon()).changes()).hasSize(3);
            long floor = Long.parseLong(AuthServer.field(connections, FEED, "floor"));
            assertThat(feed.head(soon()) - floor).isLessThanOrEqualTo(AuthLua.MAX_CHANGES);
            assertThat(feed.since(floor - 1, 100, soon()).truncated()).isTrue();
        }
    }
}
