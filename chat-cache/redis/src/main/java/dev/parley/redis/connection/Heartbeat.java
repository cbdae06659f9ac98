package dev.parley.redis.connection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether Redis is away: a circuit breaker whose trial calls are its own. Thread-safe.
 *
 * <p>A thread of its own asks every second, at once after a command failed, and four times a second while Redis is away. Redis is
 * away after two failures in a row, one of which is such a question; it is back with the first answer. So no caller waits to find
 * out that Redis is still away, and a single command that took too long does not part all the others from it.
 */
final class Heartbeat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisConnections.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_AWAY = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BooleanSupplier question;
    private final Runnable upkeep;
    private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean away;
    private volatile boolean doubted;
    private volatile boolean closed;

    /** Asks the question to know whether Redis is there, and does the upkeep after each time that it is. */
    Heartbeat(BooleanSupplier question, Runnable upkeep) {
        this.question = question;
        this.upkeep = upkeep;
        this.thread = new Thread(this::beat, "parley-redis-heartbeat");
        thread.setDaemon(true);
    }

    /** Begins with Redis there, or with Redis away. */
    void start(boolean there) {
        if (!there) {
            change(true);
        }
        thread.start();
    }

    boolean away() {
        return away;
    }

    /** A command failed in a way that may mean that Redis is away. */
    void doubt() {
        if (!doubted) {
            doubted = true;
            LockSupport.unpark(thread);
        }
    }

    Registration whenBack(Runnable listener) {
        whenBack.add(listener);
        return () -> whenBack.remove(listener);
    }

    private void beat() {
        while (!closed) {
            pause();
            if (closed) {
                return;
            }
            boolean failedBefore = doubted || away;
            boolean there = ask(failedBefore ? 1 : 2);
            if (closed) {
                return;
            }
            doubted = false;
            if (there == away) {
                change(!there);
            }
            if (there) {
                Steps.runLogged(upkeep);
            }
        }
    }

    private void pause() {
        long until = System.nanoTime() + (away ? PAUSE_WHEN_AWAY : PAUSE).toNanos();
        long left = until - System.nanoTime();
        while (left > 0 && !closed && (away || !doubted)) {
            LockSupport.parkNanos(this, left);
            left = until - System.nanoTime();
        }
    }

    private boolean ask(int times) {
        for (int i = 0; i < times; i++) {
            if (answered()) {
                return true;
            }
        }
        return false;
    }

    /** Whatever goes wrong, the thread goes on asking. */
    private boolean answered() {
        try {
            return question.getAsBoolean();
        } catch (RuntimeException | Error e) {
            // An error too: without this thread nobody would learn that Redis is away, or that it is back.
            LOG.debug("Redis could not be asked", e);
            return false;
        }
    }

    private void change(boolean nowAway) {
        away = nowAway;
        if (nowAway) {
            LOG.warn("Redis does not answer; commands fail at once until it does");
        } else {
            LOG.info("Redis answers again");
            whenBack.forEach(Steps::runLogged);
        }
    }

    /** Waits for what a listener does; not for a connection that is being opened. */
    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
