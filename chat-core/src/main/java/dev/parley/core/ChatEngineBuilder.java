package dev.parley.core;

import dev.parley.core.auth.Authorizer;
import dev.parley.core.delivery.EventBus;
import dev.parley.core.delivery.LiveDelivery;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.ChatLimits;
import dev.parley.core.message.UserId;
import dev.parley.core.observe.ChatListener;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.ratelimit.RateRules;
import dev.parley.core.reply.ReplyPolicy;
import dev.parley.core.reply.Responder;
import dev.parley.core.reply.TurnRunner;
import dev.parley.core.reply.TurnSettings;
import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Puts an engine together. Every default is named here. Not thread-safe; may build several engines. */
public final class ChatEngineBuilder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration DEFAULT_PERSONAL_DATA_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration DEFAULT_COMPARISON = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private final ChatStore store;
    private Authorizer authorizer = Authorizer.standard();
    private RateLimiter rateLimiter = RateLimiter.unlimited();
    private RateRules rateRules = RateRules.none();

    private @Nullable EventBus eventBus;
    private final Map<UserId, TurnRunner.Voice> voices = new LinkedHashMap<>();
    private @Nullable Executor deliveryExecutor;
    private @Nullable Executor turnExecutor;
    private Duration comparison = DEFAULT_COMPARISON;
    private Duration turnLease = TurnSettings.DEFAULT_LEASE;
    private Duration turnFlush = TurnSettings.DEFAULT_FLUSH;

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
     * Sets what calls are charged, and who keeps count of it.
     *
     * @param limiter keeps count; {@link RateLimiter#unlimited()} by default; stays the host's to close
     * @param rules says what a call is charged; {@link RateRules#none()} by default
     * @return this
     */
    public ChatEngineBuilder rateLimiter(RateLimiter limiter, RateRules rules) {
        this.rateLimiter = Objects.requireNonNull(limiter, "limiter");
        this.rateRules = Objects.requireNonNull(rules, "rules");
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
        voices.put(bot, new TurnRunner.Voice(bot, responder, policy));
        return this;
    }

    /**
     * Sets what runs the actions of subscribers. What it rejects runs in threads of the engine.
     *
     * @param value a thread for each task where Java has virtual ones, else as many threads as there are cores, by default;
     *     stays the host's to shut down
     * @return this
     */
    public ChatEngineBuilder deliveryExecutor(Executor value) {
        this.deliveryExecutor = Objects.requireNonNull(value, "deliveryExecutor");
        return this;
    }

    /**
     * Sets what runs responders. {@code Runnable::run} is allowed where all of them are quick: a bot then answers in the
     * thread of the sender, before {@code send} returns, and {@code send} then takes as long as the store does to
     * keep the answer.
     *
     * @param value a thread for each turn by default; stays the host's to shut down
     * @return this
     */
    public ChatEngineBuilder turnExecutor(Executor value) {
        this.turnExecutor = Objects.requireNonNull(value, "turnExecutor");
        return this;
    }

    /**
     * Sets how often what is followed and what is asked is compared with the store: what a lost signal costs at most.
     * Access is checked twice as often.
     *
     * @param value 10 milliseconds to one hour; one second by default
     * @return this
     * @throws ChatException {@link ErrorCode#CONFIGURATION}
     */
    public ChatEngineBuilder comparison(Duration value) {
        this.comparison = requireInBounds("comparison", value);
        return this;
    }

    /**
     * Sets after how much time another node takes up the turns of one that is lost.
     *
     * @param value 100 milliseconds to one hour; 15 seconds by default
     * @return this
     */
    public ChatEngineBuilder turnLease(Duration value) {
        this.turnLease = Objects.requireNonNull(value, "turnLease");
        return this;
    }

    /**
     * Sets how much time lies between two fragments of an answer.
     *
     * @param value 1 millisecond to 10 seconds; 50 milliseconds by default
     * @return this
     */
    public ChatEngineBuilder turnFlush(Duration value) {
        this.turnFlush = Objects.requireNonNull(value, "turnFlush");
        return this;
    }

    private static Duration requireInBounds(String name, Duration value) {
        if (value.compareTo(SHORTEST_TIMEOUT) < 0 || value.compareTo(LONGEST_TIMEOUT) > 0) {
            throw ChatException.fault(
                    ErrorCode.CONFIGURATION, name + " is " + value + " and must be PT0.01S to PT1H", null);
        }
        return value;
    }

    /**
     * Puts the engine together.
     *
     * @return an engine on these parts
     * @throws ChatException {@link ErrorCode#CONFIGURATION} for times that are out of bounds,
     *     {@link ErrorCode#CAPABILITY_MISSING} for bots on a store that keeps no turns
     */
    public ChatEngine build() {
        return build(() -> {});
    }

    ChatEngine build(Runnable onClose) {
        TurnSettings settings = new TurnSettings(turnLease, turnFlush, timeout, limits.maxTextCodePoints());
        if (!voices.isEmpty() && store.turns().isEmpty()) {
            throw ChatException.fault(ErrorCode.CAPABILITY_MISSING, "The store holds no turns capability", null);
        }
        EngineThreads threads = new EngineThreads();
        EventBus bus = eventBus == null ? EventBus.inMemory() : eventBus;
        Executor wakeUps = deliveryExecutor == null ? threads.delivery() : threads.delivery(deliveryExecutor);
        Executor responders = turnExecutor == null ? threads.turns() : turnExecutor;
        LiveDelivery delivery = new LiveDelivery(store.feed(), bus, wakeUps, threads.reads(), timeout, listener);
        TurnRunner turns = store.turns()
                .map(facet ->
                        new TurnRunner(facet, bus, voices.values(), settings, responders, threads.keeping(), listener))
                .orElse(null);
        LiveEngine live = new LiveEngine(store, bus, delivery, turns, !voices.isEmpty(), threads, comparison);
        Walk walk = new Walk(authorizer, rateLimiter, rateRules, limits, listener);
        return new ChatEngine(store, walk, live, timeout, personalDataTimeout, onClose);
    }
}
