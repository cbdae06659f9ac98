package dev.parley.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Fills a cache before it is measured: from several threads, for each put in Redis waits for its answer. */
final class Filling {

    private static final int THREADS = 16;

    private Filling() {}

    static void fill(String[] keys, Consumer<String> put) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int part = 0; part < THREADS; part++) {
                int first = part;
                parts.add(() -> {
                    for (int i = first; i < keys.length; i += THREADS) {
                        put.accept(keys[i]);
                    }
                    return null;
                });
            }
            for (Future<Void> part : threads.invokeAll(parts)) {
                part.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("The cache could not be filled", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
