package dev.parley.redis.connection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what others gave, whose failure must not end a thread. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    private Steps() {}

    static void runLogged(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("A listener failed", e);
        }
    }
}
