package dev.parley.store.jdbc;

import dev.parley.core.ChatEngine;
import dev.parley.core.message.UserId;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.testkit.RandomResponder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** A node whose bot says something random, slowly, until the node is killed. */
final class RamblingChild {

    static final UserId BOT = new UserId("rambler");
    static final Duration LEASE = Duration.ofSeconds(1);
    static final ReplyPolicy POLICY = ReplyPolicy.DEFAULT.withRetries(100, Duration.ofMillis(10));

    private RamblingChild() {}

    public static void main(String[] arguments) {
        JdbcDatabaseConfig config = JdbcDatabaseConfig.of(arguments[0]).withCredentials("postgres", "");
        JdbcDatabase database = JdbcDatabase.open(config);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ChatEngine engine = ChatEngine.builder(JdbcChatStore.on(database, InstantSource.system()))
                .eventBus(PostgresEventBus.open(config))
                .turnLease(LEASE)
                .responder(BOT, slowly(Long.parseLong(arguments[1])), POLICY)
                .build();
        engine.ping();
        out.println("ready");
        while (!out.checkError()) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            out.println("alive");
        }
        // Nobody listens any more: the test itself was killed.
        Runtime.getRuntime().halt(1);
    }

    static RandomResponder slowly(long seed) {
        return new RandomResponder(seed, 2_000)
                .pausing(() -> LockSupport.parkNanos(Duration.ofMillis(5).toNanos()));
    }
}
