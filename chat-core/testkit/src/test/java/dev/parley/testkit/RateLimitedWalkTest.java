package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ChatEngine;
import dev.parley.core.ChatSession;
import dev.parley.core.auth.Action;
import dev.parley.core.auth.Authorization;
import dev.parley.core.auth.Principal;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.error.Outcome;
import dev.parley.core.message.ConversationId;
import dev.parley.core.message.Draft;
import dev.parley.core.message.NewConversation;
import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import dev.parley.core.ratelimit.RateReservation;
import dev.parley.core.ratelimit.RateRules;
import dev.parley.core.store.ChatStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limits in the walk of a call through the engine, and the budget of a bot's tokens. */
class RateLimitedWalkTest {

    private static final RateLimit TWO = RateLimit.parse("2/m");
    private static final String TOO_LONG = "x".repeat(16_001);

    private final ManualClock clock = Fresh.clock();
    private final RateLimiter limiter = RateLimiter.inMemory(100, clock::nanoTime);
    private final AtomicReference<Map<Action, RateLimit>> limits = new AtomicReference<>(Map.of(Action.POST, TWO));
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final ChatStore store = ChatStore.inMemory(InstantSource.system());
    private final ChatEngine engine = ChatEngine.builder(store)
            .authorizer((principal, action, resource, deadline) ->
                    open.get() ? Authorization.allowed() : Authorization.denied("closed_room"))
            .rateLimiter(limiter, RateRules.perUser(limits::get))
            .build();
    private final ChatSession alice = engine.session(Principal.of("alice"));
    private final ConversationId room =
            alice.create(NewConversation.of("Room")).orThrow().id();

    @AfterEach
    void close() {
        engine.close();
        limiter.close();
        store.close();
    }

    private Outcome<?> send(String key, String text) {
        return alice.send(room, Draft.of(key, text));
    }

    /** The host says no before anything is charged; the limit is asked before the text is looked at. */
    @Test
    void aSpentLimitAnswersBetweenTheAuthorizerAndTheValidation() {
        open.set(false);
        for (int i = 0; i < 5; i++) {
            assertThat(send("k", TOO_LONG)).isEqualTo(Outcome.refused(ErrorCode.DENIED));
        }
        open.set(true);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> send("k", TOO_LONG))
                    .isInstanceOfSatisfying(
                            ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TEXT_TOO_LONG));
        }
        assertThat(send("k", TOO_LONG)).isEqualTo(Outcome.refused(ErrorCode.RATE_LIMITED, Duration.ofSeconds(30)));
        clock.advance(Duration.ofSeconds(30));
        assertThat(send("k", "text")).isInstanceOf(Outcome.Done.class);
        ChatSession bob = engine.session(Principal.of("bob"));
        assertThat(bob.send(room, Draft.of("k", "text"))).isEqualTo(Outcome.refused(ErrorCode.CONVERSATION_NOT_FOUND));
    }

    @Test
    void otherLimitsHoldFromTheNextCallOn() {
        send("a", "text").orThrow();
        send("b", "text").orThrow();
        assertThat(send("c", "text")).isInstanceOf(Outcome.Refused.class);
        limits.set(Map.of(Action.POST, RateLimit.parse("3/m")));
        send("c", "text").orThrow();
        assertThat(send("d", "text")).isInstanceOf(Outcome.Refused.class);
        limits.set(Map.of());
        send("d", "text").orThrow();
        limits.set(Map.of(Action.POST, RateLimit.parse("1/m")));
        assertThat(send("e", "text")).isEqualTo(Outcome.refused(ErrorCode.RATE_LIMITED, Duration.ofMinutes(1)));
    }

    /** The tokens of an answer are reserved before they are known, then settled; what failed is given back. */
    @Test
    void aBudgetOfTokensIsReservedSettledAndGivenBack() {
        LimitKey key = new LimitKey(TenantId.DEFAULT, "tokens", "alice");
        RateReservation first = reserve(key, 60_000);
        assertThat(limiter.acquire(key, RateLimit.TOKENS, 60_000, Fresh.deadline()))
                .matches(decision -> !(decision instanceof Allowed));
        assertThat(first.settle(20_000, Fresh.deadline())).isTrue();
        assertThat(first.settle(0, Fresh.deadline())).isFalse();
        RateReservation second = reserve(key, 60_000);
        assertThat(second.settle(0, Fresh.deadline())).isTrue();
        RateReservation third = reserve(key, 80_000);
        assertThat(third.settle(100_000, Fresh.deadline())).isTrue();
        // 120,000 were used of 100,000.
        clock.advance(Duration.ofHours(4));
        assertThat(limiter.acquire(key, RateLimit.TOKENS, 1, Fresh.deadline()))
                .matches(decision -> !(decision instanceof Allowed));
        clock.advance(Duration.ofHours(2));
        reserve(key, 5_000);
    }

    private RateReservation reserve(LimitKey key, long tokens) {
        List<RateCharge> charges = List.of(new RateCharge(key, RateLimit.TOKENS, tokens));
        return new RateReservation(limiter, charges, (Allowed) limiter.acquireAll(charges, Fresh.deadline()));
    }
}
