package dev.parley.core;

import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.store.ChatStore;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The chat engine: the rules of conversations on top of a store. Thread-safe; one for each process. Calls block, run in
 * the caller's thread, and are fit for virtual threads.
 *
 * <p>An engine keeps nothing that a store does not, so any number of engines may share a store. What the
 * host passed in stays open when the engine is closed.
 */
public final class ChatEngine implements AutoCloseable {

    private final ChatStore store;
    private final Walk walk;
    private final LiveEngine live;
    private final Duration timeout;
    private final Duration personalDataTimeout;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    ChatEngine(
            ChatStore store,
            Walk walk,
            LiveEngine live,
            Duration timeout,
            Duration personalDataTimeout,
            Runnable onClose) {
        this.store = store;
        this.walk = walk;
        this.live = live;
        this.timeout = timeout;
        this.personalDataTimeout = personalDataTimeout;
        this.onClose = onClose;
    }

    /**
     * An engine in memory, for tests and trials: everything is lost with the process.
     *
     * @return an engine with all defaults
     */
    public static ChatEngine inMemory() {
        ChatStore store = ChatStore.inMemory(InstantSource.system());
        return builder(store).build(store::close);
    }

    /**
     * Begins to put an engine together.
     *
     * @param store where conversations are kept; stays the host's to close
     * @return a builder
     */
    public static ChatEngineBuilder builder(ChatStore store) {
        return new ChatEngineBuilder(store);
    }

    /**
     * The engine as one principal sees it. Cheap: make one for each request.
     *
     * @param principal who was authenticated
     * @return the session
     */
    public ChatSession session(Principal principal) {
        return new EngineSession(this, principal);
    }

    /**
     * Asks whether the store can answer.
     *
     * @throws ChatException of kind unavailable, if it can't
     */
    public void ping() {
        requireOpen();
        store.ping(Deadline.after(timeout));
    }

    <T> Outcome<T> run(Call<T> call) {
        requireOpen();
        return walk.run(call);
    }

    ChatStore store() {
        return store;
    }

    LiveEngine live() {
        return live;
    }

    ChatLimits limits() {
        return walk.limits();
    }

    Duration timeout() {
        return timeout;
    }

    Duration personalDataTimeout() {
        return personalDataTimeout;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw ChatException.fault(ErrorCode.CLOSED, "The engine is closed", null);
        }
    }

    /**
     * Ends the engine: calls that begin later fail with {@code closed}, calls under way go on to their end. Subscriptions
     * end with {@code reconnect}, and the turns of bots are handed over to other engines. Closing twice is the same as once.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            live.close();
            onClose.run();
        }
    }
}
