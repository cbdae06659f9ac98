package dev.parley.redis.connection;

import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends commands and waits for what they answer, as long as they may take. Thread-safe. */
final class Calls {

    private final MainLink link;
    private final Heartbeat heartbeat;
    private final long timeoutNanos;
    private volatile boolean closed;

    Calls(MainLink link, Heartbeat heartbeat, Duration timeout) {
        this.link = link;
        this.heartbeat = heartbeat;
        this.timeoutNanos = timeout.toNanos();
    }

    /** What fails from now on does so because of that. */
    void close() {
        closed = true;
    }

    Object run(RedisScript<?> script, List<String> keys, Deadline deadline, byte[]... arguments) {
        ready(deadline);
        try {
            return await(script.begin(link.current().commands(), keys, arguments), deadline);
        } catch (RedisNoScriptException e) {
            return call(commands -> script.beginUnknown(commands, keys, arguments), deadline);
        } catch (RedisException e) {
            throw failed(e);
        }
    }

    /** Does not wait. What is done is done once, with null where there was no answer. */
    <R> void begin(RedisScript<R> script, List<String> keys, Consumer<@Nullable R> done, byte[]... arguments) {
        @Nullable CompletionStage<Object> answer;
        try {
            answer = heartbeat.away() ? null : script.begin(link.current().commands(), keys, arguments);
        } catch (RedisException | ChatException e) {
            answer = null;
        }
        if (answer == null) {
            done.accept(null);
        } else {
            var unused =
                    answer.whenComplete((value, failure) -> done.accept(failure == null ? script.read(value) : null));
        }
    }

    /** As {@link #run}, but what may have been done has a code of its own. */
    Object change(ScriptCall script, Deadline deadline) {
        try {
            try {
                return ask(script::byDigest, deadline);
            } catch (RedisNoScriptException e) {
                return call(script::byText, deadline);
            }
        } catch (ChatException e) {
            if (maybeDone(script, e)) {
                throw Failures.unconfirmed(e);
            }
            throw e;
        }
    }

    private static boolean maybeDone(ScriptCall script, ChatException e) {
        Throwable cause = e.getCause();
        // Who gave up does not know what becomes of a command that waits to be written.
        boolean givenUp = cause instanceof TimeoutException || cause instanceof InterruptedException;
        boolean unanswered = e.code() == ErrorCode.STORE_UNAVAILABLE || e.code() == ErrorCode.CLOSED;
        return unanswered && !(cause instanceof RedisCommandExecutionException) && (givenUp || script.written());
    }

    <R> R call(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<R>> command, Deadline deadline) {
        try {
            return ask(command, deadline);
        } catch (RedisNoScriptException e) {
            throw Failures.answered(e);
        }
    }

    private <R> R ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<R>> command, Deadline deadline) {
        ready(deadline);
        try {
            return await(command.apply(link.current().commands()), deadline);
        } catch (RedisException e) {
            throw failed(e);
        }
    }

    private void ready(Deadline deadline) {
        if (heartbeat.away()) {
            throw Failures.away();
        }
        deadline.check();
    }

    private <R> R await(RedisFuture<R> answer, Deadline deadline) {
        try {
            return answer.get(Math.min(deadline.remaining().toNanos(), timeoutNanos), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failed(e);
        } catch (CancellationException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The call was interrupted", e);
        }
    }

    /** The thread of the heartbeat finds out whether it was Redis or only this command. */
    private RuntimeException failed(@Nullable Throwable cause) {
        if (cause instanceof RedisNoScriptException missing) {
            return missing;
        }
        if (cause instanceof RedisCommandExecutionException answer) {
            return Failures.answered(answer);
        }
        if (closed) {
            return ChatException.fault(ErrorCode.CLOSED, "The connections to Redis are closed", cause);
        }
        heartbeat.doubt();
        return Failures.unanswered(cause);
    }
}
