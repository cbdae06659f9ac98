package dev.parley.store.jdbc;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs work on a connection within a deadline, and does it again where another transaction got in its way. */
final class Transactions {

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    private final Connections connections;

    /** Null where writers need not go one by one. */
    private final @Nullable WriteTurn turn;

    private final Runnable requireWritable;
    private final Runnable serverTakesNone;
    private volatile boolean closed;

    /** What is done once writes are let through. */
    private interface Writing<R, E extends Exception> {
        R run() throws E;
    }

    /**
     * Transactions of one store.
     *
     * @param connections lends the connections
     * @param turn what makes writers go one by one, or null
     * @param requireWritable throws where writes are held back
     * @param serverTakesNone hears when the server refuses a write because it takes none
     */
    Transactions(
            Connections connections, @Nullable WriteTurn turn, Runnable requireWritable, Runnable serverTakesNone) {
        this.connections = connections;
        this.turn = turn;
        this.requireWritable = requireWritable;
        this.serverTakesNone = serverTakesNone;
    }

    /** {@return whether a transaction that writes begins when the one before has ended} */
    boolean goOneByOne() {
        return turn != null;
    }

    void close() {
        closed = true;
    }

    /** Runs statements that read and each stand for themselves. May run them several times. */
    <R> R read(Scope scope, Deadline deadline, Function<Session, R> work) {
        return untilItPasses(scope, deadline, loan -> loan.read(work));
    }

    /** Runs a transaction. Work may run several times, each time from the start; only one run is committed. */
    <R> R write(Scope scope, Deadline deadline, Function<Session, R> work) {
        return admitted(deadline, () -> untilItPasses(scope, deadline, loan -> loan.transact(work)));
    }

    /** Runs a transaction once, and says so when another one got in its way. */
    <R> R attempt(Scope scope, Deadline deadline, Function<Session, R> work) throws Conflict {
        return admitted(deadline, () -> connections.lend(scope, deadline, loan -> loan.transact(work)));
    }

    private <R, E extends Exception> R admitted(Deadline deadline, Writing<R, E> writing) throws E {
        requireNotClosed();
        requireWritable.run();
        try {
            return inTurn(deadline, writing);
        } catch (ChatException e) {
            if (e.code() == ErrorCode.STORE_READ_ONLY) {
                serverTakesNone.run();
            }
            throw e;
        }
    }

    private <R, E extends Exception> R inTurn(Deadline deadline, Writing<R, E> writing) throws E {
        if (turn == null) {
            return writing.run();
        }
        turn.await(deadline);
        try {
            return writing.run();
        } finally {
            turn.pass();
        }
    }

    private void requireNotClosed() {
        if (closed) {
            throw Failures.closed();
        }
    }

    private <R> R untilItPasses(Scope scope, Deadline deadline, Connections.Use<R> use) {
        requireNotClosed();
        while (true) {
            try {
                return connections.lend(scope, deadline, use);
            } catch (Conflict conflict) {
                // Random, so that two that met do not meet again.
                long pause = ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos());
                if (deadline.remaining().toNanos() <= pause) {
                    throw Failures.timeout(conflict);
                }
                LockSupport.parkNanos(pause);
            }
        }
    }
}
