package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection over which commands go. Lettuce opens a broken one again by itself; one that only says nothing, as the other side
 * lost its memory of it, is replaced here. Thread-safe.
 */
final class MainLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);

    /** How many may be under way that nobody waits for any more: the other side accepted them and said nothing. */
    private static final int MOST_ATTEMPTS = 4;

    private final Endpoint endpoint;
    private final AtomicInteger attempts = new AtomicInteger();
    private final RedisConfig config;
    private volatile @Nullable Link current;
    private int silences;
    private boolean refused;

    MainLink(Endpoint endpoint, RedisConfig config) {
        this.endpoint = endpoint;
        this.config = config;
        this.current = first(endpoint, config);
    }

    /** {@return the connection, or null if the config allows that there is none yet} */
    private static @Nullable Link first(Endpoint endpoint, RedisConfig config) {
        try {
            return Waiting.connected(Waiting.begun(endpoint::connect), Link::closeAsync, config.openTimeout());
        } catch (ChatException e) {
            if (!config.startWhileAway() || e.code() == ErrorCode.CONFIGURATION) {
                throw e;
            }
            LOG.debug("Redis is away at the start", e);
            return null;
        }
    }

    /** {@return whether there has been a connection} */
    boolean connected() {
        return current != null;
    }

    Link current() {
        Link link = current;
        if (link == null) {
            throw Failures.away();
        }
        return link;
    }

    /** One PING; every second time that nothing comes, over a new connection too. Called by one thread. */
    boolean answers() {
        Link link = current;
        if (link == null) {
            return renewed();
        }
        if (answers(link)) {
            silences = 0;
            return true;
        }
        silences++;
        return silences > 2 && silences % 2 == 0 && renewed();
    }

    private boolean answers(Link link) {
        return Waiting.succeeds(link.ping(), config.timeout());
    }

    private boolean renewed() {
        if (attempts.get() >= MOST_ATTEMPTS) {
            return false;
        }
        attempts.incrementAndGet();
        CompletableFuture<Link> attempt = Waiting.begun(endpoint::connect);
        var unused = attempt.whenComplete((link, failure) -> attempts.decrementAndGet());
        try {
            Link fresh = Waiting.connected(attempt, Link::closeAsync, config.connectTimeout());
            replace(fresh);
            refused = false;
            return answers(fresh);
        } catch (ChatException e) {
            LOG.debug("Redis can't be connected to", e);
            tellRefusal(e.code() == ErrorCode.CONFIGURATION, e);
            return false;
        }
    }

    /** Redis is there, and what keeps this process out does not pass by itself: somebody has to know it. */
    private void tellRefusal(boolean nowRefused, ChatException e) {
        if (nowRefused && !refused) {
            LOG.warn("Redis can't be used: {}", e.getMessage());
        }
        refused = nowRefused;
    }

    private void replace(Link fresh) {
        Link before = current;
        current = fresh;
        if (before != null) {
            var unused = before.closeAsync();
        }
    }

    @Override
    public void close() {
        Link link = current;
        if (link != null) {
            Waiting.closed(link.closeAsync());
        }
    }
}
