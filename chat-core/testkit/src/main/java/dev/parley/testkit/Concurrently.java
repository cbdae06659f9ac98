package dev.parley.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Runs the same task in many threads that start at once. */
public final class Concurrently {

    private static final long LIMIT_SECONDS = 120;

    private Concurrently() {}

    /**
     * Runs a task in each of many threads and waits for all.
     *
     * @param threads how many
     * @param task what each does, given its number from 0
     * @param <T> what a task answers
     * @return the answers, in the order of the numbers
     */
    public static <T> List<T> run(int threads, IntFunction<T> task) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                Callable<T> started = () -> {
                    ready.countDown();
                    ready.await();
                    return task.apply(number);
                };
                futures.add(executor.submit(started));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get(LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for the threads", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("A thread failed or did not end within " + LIMIT_SECONDS + " s", e);
        } finally {
            executor.shutdownNow();
        }
    }
}
