package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection over which commands go. Lettuce opens a broken one again by itself; one that only says nothing, as the other side
 * lost its memory of it, is replaced here. Thread-safe.
 */
final class MainLink implements AutoCloseable {

    /** How many may be under way that nobody waits for any more: the other side accepted them and said nothing. */
    private static final int MOST_ATTEMPTS = 4;

    private final Endpoint endpoint;
    private final AtomicInteger attempts = new AtomicInteger();
    private final RedisConfig config;
    private volatile Link current;
    private int silences;

    MainLink(Endpoint endpoint, RedisConfig config) {
        this.endpoint = endpoint;
        this.config = config;
        this.current = Waiting.connected(endpoint.connect(), Link::closeAsync, config.openTimeout());
    }

    Link current() {
        return current;
    }

    /** One PING; every second time that nothing comes, over a new connection too. Called by one thread. */
    boolean answers() {
        if (answers(current)) {
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
        CompletableFuture<Link> attempt = endpoint.connect();
        var unused = attempt.whenComplete((link, failure) -> attempts.decrementAndGet());
        try {
            replace(Waiting.connected(attempt, Link::closeAsync, config.connectTimeout()));
        } catch (ChatException e) {
            return false;
        }
        return answers(current);
    }

    private void replace(Link fresh) {
        var unused = current.closeAsync();
        current = fresh;
    }

    @Override
    public void close() {
        Waiting.closed(current.closeAsync());
    }
}
