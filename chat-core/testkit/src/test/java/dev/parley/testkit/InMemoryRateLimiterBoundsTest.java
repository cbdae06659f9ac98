package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parley.core.message.TenantId;
import dev.parley.core.ratelimit.LimitKey;
import dev.parley.core.ratelimit.RateCharge;
import dev.parley.core.ratelimit.RateDecision;
import dev.parley.core.ratelimit.RateDecision.Allowed;
import dev.parley.core.ratelimit.RateDecision.Denied;
import dev.parley.core.ratelimit.RateLimit;
import dev.parley.core.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the limiter in memory does when it is full, and with keys that somebody made up. */
class InMemoryRateLimiterBoundsTest {

    private static final RateLimit HUNDRED = RateLimit.of(100, Duration.ofMinutes(15));
    private static final int ROOM = 1_000;
    private static final int MANY = 1 << 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualClock clock = Fresh.clock();

    private static LimitKey key(String subject) {
        return new LimitKey(TenantId.DEFAULT, "test", subject);
    }

    private static RateDecision take(RateLimiter limiter, String subject, long cost) {
        return limiter.acquire(key(subject), HUNDRED, cost, Fresh.deadline());
    }

    private static void fill(RateLimiter limiter) {
        for (int i = 0; i < ROOM; i++) {
            assertThat(take(limiter, "old" + i, 1).degraded()).isFalse();
        }
    }

    @Test
    void keysWithoutRoomShareOneAllowance() {
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM, clock::nanoTime)) {
            fill(limiter);
            long let = 0;
            for (int i = 0; i < 1_000; i++) {
                RateDecision decision = take(limiter, "new" + i, 1);
                assertThat(decision.degraded()).isTrue();
                let += decision instanceof Allowed ? 1 : 0;
            }
            assertThat(let).isEqualTo(100);
            for (int i = 0; i < ROOM; i++) {
                assertThat(take(limiter, "old" + i, 99)).isEqualTo(new Allowed(0, HUNDRED.window(), false));
            }
        }
    }

    /** What a key took of the shared allowance is not forgotten when it gets a place. */
    @Test
    void aKeyThatGetsAPlaceStartsWithWhatIsShared() {
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM, clock::nanoTime)) {
            fill(limiter);
            assertThat(take(limiter, "new", 100).degraded()).isTrue();
            assertThat(take(limiter, "newer", 1)).isInstanceOf(Denied.class);
            // One comes back in 9 s: then the old keys are whole.
            clock.advance(Duration.ofSeconds(9));
            RateDecision first = take(limiter, "new", 1);
            assertThat(first).isEqualTo(new Allowed(0, HUNDRED.window(), false));
            assertThat(take(limiter, "new", 1)).isInstanceOf(Denied.class);
            clock.advance(HUNDRED.window());
            assertThat(take(limiter, "newest", 100)).isEqualTo(new Allowed(0, HUNDRED.window(), false));
        }
    }

    @Test
    void whatIsSharedIsNotGivenBack() {
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM, clock::nanoTime)) {
            fill(limiter);
            Allowed shared = (Allowed) take(limiter, "new", 100);
            RateCharge charge = new RateCharge(key("new"), HUNDRED, 100);
            assertThat(limiter.settle(charge, shared, 0, Fresh.deadline())).isFalse();
            assertThat(take(limiter, "new", 1)).isInstanceOf(Denied.class);
            assertThat(limiter.reset(key("new"), Fresh.deadline())).isFalse();
        }
    }

    /** What one key owes empties what all others share; it does not keep them out longer than that takes to come back. */
    @Test
    void whatOneOwesIsNotOwedByAll() {
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM, clock::nanoTime)) {
            fill(limiter);
            Allowed shared = (Allowed) take(limiter, "new", 1);
            RateCharge charge = new RateCharge(key("new"), HUNDRED, 1);
            assertThat(limiter.settle(charge, shared, 1_000_000, Fresh.deadline()))
                    .isFalse();
            assertThat(take(limiter, "newer", 1)).isInstanceOf(Denied.class);
            clock.advance(HUNDRED.window());
            assertThat(take(limiter, "newer", 100)).isEqualTo(new Allowed(0, HUNDRED.window(), false));
        }
    }

    /** Where several are charged, what was shared is, too: nothing was taken. */
    @Test
    void aRefusalOfSeveralTakesNothingOfTheShared() {
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM, clock::nanoTime)) {
            fill(limiter);
            RateCharge shared = new RateCharge(key("new"), HUNDRED, 60);
            RateCharge spent = new RateCharge(key("old1"), HUNDRED, 100);
            Denied denied = (Denied) limiter.acquireAll(List.of(shared, spent), Fresh.deadline());
            assertThat(denied.charge()).isEqualTo(1);
            RateCharge fits = new RateCharge(key("old1"), HUNDRED, 99);
            assertThat(limiter.acquireAll(List.of(shared, fits), Fresh.deadline()))
                    .isInstanceOfSatisfying(
                            Allowed.class,
                            allowed -> assertThat(allowed.degraded()).isTrue());
        }
    }

    /** "Aa" and "BB" have one hash code, and so have all words of them. Looked for one by one it would take minutes. */
    @Test
    void keysOfOneHashCodeStayFast() {
        List<LimitKey> keys =
                IntStream.range(0, MANY).mapToObj(i -> key(colliding(i))).toList();
        assertThat(keys.stream().mapToInt(LimitKey::hashCode).distinct()).hasSize(1);
        try (RateLimiter limiter = RateLimiter.inMemory(MANY, clock::nanoTime)) {
            assertTimeoutPreemptively(PATIENCE, () -> {
                for (int round = 1; round <= 3; round++) {
                    for (LimitKey key : keys) {
                        limiter.acquire(key, HUNDRED, 33, Fresh.deadline());
                    }
                }
            });
            assertThat(limiter.acquire(keys.get(MANY / 2), HUNDRED, 1, Fresh.deadline()))
                    .isEqualTo(new Allowed(0, HUNDRED.window(), false));
        }
    }

    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int rest = number; text.length() < 2 * 16; rest >>= 1) {
            text.append((rest & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    @Test
    void manyLimitsAreBoundedToo() {
        try (RateLimiter limiter = RateLimiter.inMemory(ROOM, clock::nanoTime)) {
            for (int i = 1; i <= 2_000; i++) {
                RateLimit limit = RateLimit.of(i, Duration.ofDays(1));
                limiter.acquire(key("k" + i), limit, 1, Fresh.deadline());
            }
            RateDecision none =
                    limiter.acquire(key("last"), RateLimit.of(5_000, Duration.ofDays(1)), 1, Fresh.deadline());
            assertThat(none).isInstanceOf(Denied.class).matches(RateDecision::degraded);
        }
    }

    @Test
    void thereMustBeRoomForAKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> RateLimiter.inMemory(0, clock::nanoTime));
    }
}
