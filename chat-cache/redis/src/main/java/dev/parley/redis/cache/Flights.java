package dev.parley.redis.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one of those who ask for a key at once find it, while the others wait, and remembers for a while that it failed.
 * Thread-safe.
 */
final class Flights<K, V> {

    private static final int FAILURES = 10_000;

    private final ConcurrentMap<K, Flight<V>> flying = new ConcurrentHashMap<>();
    private final Cache<K, Long> failed =
            Caffeine.newBuilder().maximumSize(FAILURES).build();
    private final LongSupplier nanoTime;
    private final Duration backoff;

    Flights(Duration backoff, LongSupplier nanoTime) {
        this.backoff = backoff;
        this.nanoTime = nanoTime;
    }

    /**
     * One search, of whoever begins it. Nobody joins it once its mark does not hold: what it finds may be from before an
     * eviction.
     */
    private static final class Flight<V> {

        private final Mark mark;
        private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
        private final CompletableFuture<Optional<V>> result = new CompletableFuture<>();

        Flight(Mark mark) {
            this.mark = mark;
        }

        boolean begin() {
            return owner.compareAndSet(null, Thread.currentThread());
        }
    }

    Optional<V> find(K key, Mark mark, Deadline deadline, Supplier<Optional<V>> search) {
        Flight<V> flight = enter(key, new Flight<>(mark));
        return flight.begin() ? carryOut(key, flight, search) : join(flight, deadline);
    }

    /**
     * Has an executor search beside whoever has found the key, unless somebody searches it or it has failed. Whoever misses the
     * key meanwhile joins that search, or carries it out if the executor has not begun.
     *
     * @throws RejectedExecutionException as the executor says
     */
    void beside(K key, Mark mark, Executor executor, Supplier<Optional<V>> search) {
        Flight<V> mine = new Flight<>(mark);
        if (backingOff(key) || enter(key, mine) != mine) {
            return;
        }
        try {
            executor.execute(() -> {
                if (mine.begin()) {
                    carryOut(key, mine, search);
                }
            });
        } catch (RejectedExecutionException e) {
            flying.remove(key, mine);
            throw e;
        }
    }

    private Optional<V> carryOut(K key, Flight<V> flight, Supplier<Optional<V>> search) {
        try {
            failIfFailed(key);
            Optional<V> found = search.get();
            flight.result.complete(found);
            return found;
        } catch (Throwable e) {
            flight.result.completeExceptionally(e);
            throw e;
        } finally {
            flying.remove(key, flight);
        }
    }

    /** Remembers that a loader threw. */
    void failed(K key) {
        if (!backoff.isZero()) {
            failed.put(key, nanoTime.getAsLong() + backoff.toNanos());
        }
    }

    private boolean backingOff(K key) {
        Long until = failed.getIfPresent(key);
        return until != null && until - nanoTime.getAsLong() > 0;
    }

    private Flight<V> enter(K key, Flight<V> mine) {
        while (true) {
            Flight<V> there = flying.putIfAbsent(key, mine);
            if (there == null || (!there.mark.holds() && flying.replace(key, there, mine))) {
                return mine;
            }
            if (there.mark.holds()) {
                return there;
            }
        }
    }

    private Optional<V> join(Flight<V> there, Deadline deadline) {
        if (Thread.currentThread().equals(there.owner.get())) {
            throw ChatException.fault(ErrorCode.INTERNAL, "A loader asks for the key that it loads", null);
        }
        try {
            return there.result.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ChatException.fault(ErrorCode.DEADLINE_EXCEEDED, "The time ran out while another loads the key", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            throw new IllegalStateException(e);
        }
    }

    private void failIfFailed(K key) {
        Long until = failed.getIfPresent(key);
        long left = until == null ? 0 : until - nanoTime.getAsLong();
        if (left > 0) {
            throw ChatException.passing(
                    ErrorCode.STORE_UNAVAILABLE, "What the cache asks has just failed", Duration.ofNanos(left), null);
        }
    }
}
