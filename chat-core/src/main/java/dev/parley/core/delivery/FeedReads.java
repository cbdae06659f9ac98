package dev.parley.core.delivery;

import dev.parley.core.error.ChatException;
import dev.parley.core.store.ChatFeed;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from the store beside the delivery, so that nobody who only waits for the next entry waits for the store. */
final class FeedReads {

    private static final Logger LOG = LoggerFactory.getLogger(LiveDelivery.class);

    private final ChatFeed store;
    private final Executor executor;
    private final Duration timeout;

    FeedReads(ChatFeed store, Executor executor, Duration timeout) {
        this.store = store;
        this.executor = executor;
        this.timeout = timeout;
    }

    /** Reads in the calling thread. */
    <T> T now(BiFunction<ChatFeed, Deadline, T> read) {
        return read.apply(store, Deadline.after(timeout));
    }

    /**
     * Reads in another thread.
     *
     * @param read what
     * @param then takes what was read
     * @param failed is run instead when nothing could be read: whoever needs it asks again with the next comparison
     */
    <T> void later(BiFunction<ChatFeed, Deadline, T> read, Consumer<T> then, Runnable failed) {
        try {
            executor.execute(() -> {
                T answer;
                try {
                    answer = now(read);
                } catch (ChatException e) {
                    LOG.debug("The store could not be read: {}", e.code().id());
                    failed.run();
                    return;
                } catch (RuntimeException e) {
                    LOG.warn("A store broke its contract", e);
                    failed.run();
                    return;
                }
                then.accept(answer);
            });
        } catch (RejectedExecutionException e) {
            failed.run();
        }
    }
}
