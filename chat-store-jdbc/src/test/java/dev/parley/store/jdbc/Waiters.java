package dev.parley.store.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Threads that wait for something, of which it can be seen where they wait. */
final class Waiters implements AutoCloseable {

    private final List<Waiter> all = new CopyOnWriteArrayList<>();

    /** A thread with one task. */
    static final class Waiter {
        private final FutureTask<Object> task;
        private final Thread thread;
        private volatile boolean flag;

        private Waiter(Callable<?> call) {
            task = new FutureTask<>(() -> {
                try {
                    return (Object) call.call();
                } finally {
                    flag = Thread.currentThread().isInterrupted();
                }
            });
            thread = new Thread(task, "waiter");
            thread.setDaemon(true);
        }

        /** {@return the answer} What the task threw is thrown as it is. */
        Object get() {
            try {
                return task.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error failure) {
                    throw failure;
                }
                throw new AssertionError(e);
            } catch (InterruptedException | TimeoutException e) {
                throw new AssertionError("No answer", e);
            }
        }

        void interrupt() {
            thread.interrupt();
        }

        boolean isDone() {
            return task.isDone();
        }

        boolean keptItsFlag() {
            return flag;
        }

        boolean inLine() {
            return LockSupport.getBlocker(thread) instanceof Line;
        }

        private boolean blocked() {
            Object blocker = LockSupport.getBlocker(thread);
            return blocker != null && !(blocker instanceof Line);
        }
    }

    Waiter start(Callable<?> call) {
        Waiter waiter = new Waiter(call);
        all.add(waiter);
        waiter.thread.start();
        return waiter;
    }

    /** Until so many wait in a line for who is at work. */
    void awaitInLine(int count) {
        await(() -> all.stream().filter(Waiter::inLine).count() == count);
    }

    /** Until so many wait for anything else. */
    void awaitBlocked(int count) {
        await(() -> blocked() == count);
    }

    /** {@return how many wait for anything else than who is at work} */
    long blocked() {
        return all.stream().filter(Waiter::blocked).count();
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollInterval(Duration.ofMillis(1))
                .until(condition);
    }

    @Override
    public void close() {
        all.forEach(Waiter::interrupt);
    }
}
