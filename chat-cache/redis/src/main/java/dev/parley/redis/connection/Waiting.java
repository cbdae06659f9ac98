package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Waits for what Lettuce has begun; never longer than it is told. */
final class Waiting {

    private static final Duration CLOSING = Duration.ofSeconds(1);

    private static final int ATTEMPTS = 4;

    /** What Lettuce says, in no type of its own. */
    private static final String TOO_LATE = "RedisHandshakeHandler not registered";

    private Waiting() {}

    /** {@return whether a command was answered, with whatever} */
    static boolean succeeds(Supplier<? extends CompletionStage<?>> command, Duration timeout) {
        try {
            command.get().toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | CancellationException | RedisException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** {@return what opens a connection, failed if it could not even be begun} */
    static <C> CompletableFuture<C> begun(Supplier<CompletableFuture<C>> opening) {
        return begun(opening, ATTEMPTS);
    }

    private static <C> CompletableFuture<C> begun(Supplier<CompletableFuture<C>> opening, int attempts) {
        CompletableFuture<C> begun = tried(opening);
        return attempts == 1
                ? begun
                : begun.exceptionallyCompose(failure ->
                        missed(failure) ? begun(opening, attempts - 1) : CompletableFuture.failedFuture(failure));
    }

    private static <C> CompletableFuture<C> tried(Supplier<CompletableFuture<C>> opening) {
        try {
            return opening.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Whether Lettuce looked for the answer to its greeting only after Redis had refused it and the connection was gone, which
     * happens to a thread that is held up. What Redis said is lost then, and has to be asked for again.
     */
    private static boolean missed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException && TOO_LATE.equals(cause.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** A connection that comes too late is closed when it comes. */
    static <C> C connected(
            CompletableFuture<C> opening, Function<C, CompletableFuture<Void>> closing, Duration timeout) {
        try {
            return opening.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Failures.unreachable(e.getCause());
        } catch (TimeoutException e) {
            var unused = opening.thenCompose(closing);
            throw Failures.unreachable(e);
        } catch (CancellationException e) {
            throw Failures.unreachable(e);
        } catch (InterruptedException e) {
            var unused = opening.thenCompose(closing);
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted", e);
        }
    }

    static void closed(CompletableFuture<Void> closing) {
        succeeds(() -> closing, CLOSING);
    }
}
