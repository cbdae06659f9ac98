package dev.parley.core;

import dev.parley.core.auth.Authorizer;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts an engine together. Every default is named here. Not thread-safe; may build several engines. */
public final class ChatEngineBuilder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration DEFAULT_PERSONAL_DATA_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final ChatStore store;
    private Authorizer authorizer = Authorizer.standard();
    private RateLimiter rateLimiter = RateLimiter.unlimited();

    @SuppressWarnings("UnusedVariable")
    private EventBus eventBus = EventBus.inMemory();

    private ChatLimits limits = ChatLimits.DEFAULT;
    private @Nullable ChatListener listener;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Duration personalDataTimeout = DEFAULT_PERSONAL_DATA_TIMEOUT;

    ChatEngineBuilder(ChatStore store) {
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Sets the host's word on who may do what.
     *
     * @param value {@link Authorizer#standard()} by default
     * @return this
     */
    public ChatEngineBuilder authorizer(Authorizer value) {
        this.authorizer = Objects.requireNonNull(value, "authorizer");
        return this;
    }

    /**
     * Sets the limiter that is asked for every call, with the action as scope and the user as subject.
     *
     * @param value {@link RateLimiter#unlimited()} by default
     * @return this
     */
    public ChatEngineBuilder rateLimiter(RateLimiter value) {
        this.rateLimiter = Objects.requireNonNull(value, "rateLimiter");
        return this;
    }

    /**
     * Sets the bounds on what can be sent.
     *
     * @param value {@link ChatLimits#DEFAULT} by default
     * @return this
     */
    public ChatEngineBuilder limits(ChatLimits value) {
        this.limits = Objects.requireNonNull(value, "limits");
        return this;
    }

    /**
     * Sets who hears of every step.
     *
     * @param value nobody by default
     * @return this
     */
    public ChatEngineBuilder listener(ChatListener value) {
        this.listener = Objects.requireNonNull(value, "listener");
        return this;
    }

    /**
     * Sets how long a call may take.
     *
     * @param value 10 milliseconds to one hour; 2 seconds by default
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public ChatEngineBuilder timeout(Duration value) {
        this.timeout = requireInBounds("timeout", value);
        return this;
    }

    /**
     * Sets how long an export or an erasure may take.
     *
     * @param value 10 milliseconds to one hour; one minute by default
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public ChatEngineBuilder personalDataTimeout(Duration value) {
        this.personalDataTimeout = requireInBounds("personalDataTimeout", value);
        return this;
    }

    /**
     * Sets what carries signals to the other engines of the system.
     *
     * @param value in memory, for this engine alone, by default; stays the host's to close
     * @return this
     */
    public ChatEngineBuilder eventBus(EventBus value) {
        this.eventBus = Objects.requireNonNull(value, "eventBus");
        return this;
    }

    /**
     * Gives a bot its voice on this node, in every tenant, under the default policy.
     *
     * @param bot its user id
     * @param responder what answers
     * @return this
     */
    public ChatEngineBuilder responder(UserId bot, Responder responder) {
        return responder(bot, responder, ReplyPolicy.DEFAULT);
    }

    /**
     * Gives a bot its voice on this node, in every tenant.
     *
     * @param bot its user id
     * @param responder what answers
     * @param policy what it is allowed
     * @return this
     */
    public ChatEngineBuilder responder(UserId bot, Responder responder, ReplyPolicy policy) {
        policy.timeout();
        return this;
    }

    private static Duration requireInBounds(String name, Duration value) {
        if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, name + " is " + value + " and must be PT0.01S to PT1H", null);
        }
        return value;
    }

    /** {@return an engine on these parts} */
    public ChatEngine build() {
        return build(() -> {});
    }

    ChatEngine build(Runnable onClose) {
        return new ChatEngine(
                store, new Walk(authorizer, rateLimiter, limits, listener), timeout, personalDataTimeout, onClose);
    }
}
