package dev.parley.redis.ratelimit;

import dev.parley.redis.connection.RedisConfig;
import java.time.Duration;

/** Connections of tests in which Redis is there: what a busy machine takes long for is not to look as if it were away. */
final class Patient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int QUEUE = 10_000;

    private Patient() {}

    static RedisConfig config(String uri) {
        return new RedisConfig(uri, "parley", TIMEOUT, QUEUE);
    }
}
