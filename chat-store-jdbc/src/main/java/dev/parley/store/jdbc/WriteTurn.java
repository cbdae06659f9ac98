package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets the writers of one embedded database go one by one, also when several pools of this process stand on it. */
final class WriteTurn {

    /** By the URL that the database gives itself. There are as many as a process has embedded databases. */
    private static final Map<String, WriteTurn> TURNS = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock(true);

    private WriteTurn() {}

    static WriteTurn of(String databaseUrl) {
        return TURNS.computeIfAbsent(databaseUrl, url -> new WriteTurn());
    }

    /** Waits for the turn, before any connection is taken: who waits must not keep readers from the pool. */
    void await(Deadline deadline) {
        try {
            if (!lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ChatException.fault(
                        ErrorCode.DEADLINE_EXCEEDED, "Other writers were before this one until the time ran out", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(e);
        }
    }

    void pass() {
        lock.unlock();
    }
}
