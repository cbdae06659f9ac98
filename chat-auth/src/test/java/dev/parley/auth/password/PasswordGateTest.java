package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordGateTest {

    private static final Argon2Parameters CHEAP = new Argon2Parameters(8, 1, 1, 16, 32);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Argon2PasswordHasher argon2 = new Argon2PasswordHasher(CHEAP);

    @Test
    void whatWasHashedVerifies() {
        PasswordGate gate = new PasswordGate(argon2, 2);
        String credential = gate.hash("seven green tractors", soon());
        assertThat(gate.verify("seven green tractors", credential, soon())).isTrue();
        assertThat(gate.verify("seven green tractor", credential, soon())).isFalse();
        assertThat(gate.needsRehash(credential)).isFalse();
        assertThat(new PasswordGate(new Argon2PasswordHasher(CHEAP.withIterations(2)), 1).needsRehash(credential))
                .isTrue();
    }

    @Test
    void anUnknownUserIsVerifiedAgainstAHashOfTheCurrentParameters() {
        List<String> verified = new ArrayList<>();
        PasswordGate gate = new PasswordGate(spy(verified, new AtomicInteger()), 1);
        assertThat(gate.verify("seven green tractors", null, soon())).isFalse();
        assertThat(verified).hasSize(1);
        assertThat(verified.get(0)).startsWith("$argon2id$v=19$m=8,t=1,p=1$");
        assertThat(argon2.needsRehash(verified.get(0))).isFalse();
    }

    @Test
    void noPasswordBelongsToAnUnknownUserEvenIfTheHasherTakesAll() {
        PasswordGate gate = new PasswordGate(new Willing(() -> {}), 1);
        assertThat(gate.verify("anything", null, soon())).isFalse();
        assertThat(gate.verify("anything", "stored", soon())).isTrue();
    }

    @Test
    void theDecoyFollowsTheHasher() {
        List<String> verified = new ArrayList<>();
        AtomicInteger version = new AtomicInteger();
        PasswordGate gate = new PasswordGate(spy(verified, version), 1);
        gate.verify("x", null, soon());
        gate.verify("x", null, soon());
        version.set(1);
        gate.verify("x", null, soon());
        gate.verify("x", null, soon());
        assertThat(verified.get(1)).isEqualTo(verified.get(0));
        assertThat(verified.get(2)).isNotEqualTo(verified.get(1)).contains("t=2");
        assertThat(verified.get(3)).isEqualTo(verified.get(2));
    }

    @Test
    void noMoreThanThePlacesHashAtOnce() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(3);
        CountDownLatch go = new CountDownLatch(1);
        PasswordGate gate = new PasswordGate(
                new Willing(() -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    full.countDown();
                    awaitQuietly(go);
                    inside.decrementAndGet();
                }),
                3);
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            calls.add(verifyOnAThread(gate, LONG));
        }
        assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        for (CompletableFuture<Boolean> call : calls) {
            assertThat(call.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void whoFindsNoPlaceUntilTheDeadlineIsToldToComeLaterAndThePlacesComeBack() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PasswordGate gate = new PasswordGate(
                new Willing(() -> {
                    entered.countDown();
                    awaitQuietly(go);
                }),
                1);
        CompletableFuture<Boolean> first = verifyOnAThread(gate, LONG);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> gate.hash("seven green tractors", Deadline.after(Duration.ofMillis(20))))
                .isInstanceOfSatisfying(ChatException.class, busy -> {
                    assertThat(busy.code()).isEqualTo(ErrorCode.STORE_OVERLOADED);
                    assertThat(busy.retryAfter()).contains(Duration.ofSeconds(1));
                })
                .hasMessageNotContaining("tractors");
        go.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(gate.verify("x", "stored", soon())).isTrue();
    }

    @Test
    void nobodyWaitsLongerThanTheGateSaysHoweverFarTheDeadlineIs() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PasswordGate gate = new PasswordGate(
                new Willing(() -> {
                    entered.countDown();
                    awaitQuietly(go);
                }),
                1,
                Duration.ofMillis(20));
        CompletableFuture<Boolean> first = verifyOnAThread(gate, LONG);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> second = verifyOnAThread(gate, Duration.ofDays(1));
        assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(ChatException.class)
                .rootCause()
                .hasMessageContaining(ErrorCode.STORE_OVERLOADED.id());
        go.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailedHashGivesItsPlaceBack() {
        PasswordGate gate = new PasswordGate(argon2, 1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> gate.hash("\ud800", soon())).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(gate.hash("seven green tractors", soon())).startsWith("$argon2id$");
    }

    @Test
    void anInterruptedWaitEndsAndStaysInterrupted() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PasswordGate gate = new PasswordGate(
                new Willing(() -> {
                    entered.countDown();
                    awaitQuietly(go);
                }),
                1);
        CompletableFuture<Boolean> first = verifyOnAThread(gate, LONG);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread second = new Thread(() -> {
            try {
                gate.verify("x", "stored", Deadline.after(LONG));
                interrupted.complete(false);
            } catch (ChatException e) {
                interrupted.complete(e.code() == ErrorCode.STORE_UNAVAILABLE
                        && Thread.currentThread().isInterrupted());
            }
        });
        second.start();
        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        second.interrupt();
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        go.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1025})
    void aNumberOfPlacesOutOfBoundsIsNamed(int atOnce) {
        assertThatThrownBy(() -> new PasswordGate(argon2, atOnce))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("atOnce is " + atOnce);
    }

    private static Deadline soon() {
        return Deadline.after(LONG);
    }

    private static CompletableFuture<Boolean> verifyOnAThread(PasswordGate gate, Duration timeout) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(gate.verify("x", "stored", Deadline.after(timeout)));
                    } catch (RuntimeException e) {
                        result.completeExceptionally(new ExecutionException(e));
                    }
                })
                .start();
        return result;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes what it is asked to verify; makes new hashes with more passes as the version goes up. */
    private static PasswordHasher spy(List<String> verified, AtomicInteger version) {
        return new PasswordHasher() {
            @Override
            public String hash(CharSequence password) {
                return current().hash(password);
            }

            @Override
            public boolean verify(CharSequence password, String hash) {
                verified.add(hash);
                return current().verify(password, hash);
            }

            @Override
            public boolean needsRehash(String hash) {
                return current().needsRehash(hash);
            }

            private PasswordHasher current() {
                return new Argon2PasswordHasher(CHEAP.withIterations(1 + version.get()));
            }
        };
    }

    /** Takes every password, and lets the test see when. */
    private record Willing(Runnable verifying) implements PasswordHasher {
        @Override
        public String hash(CharSequence password) {
            return "made";
        }

        @Override
        public boolean verify(CharSequence password, String hash) {
            verifying.run();
            return true;
        }

        @Override
        public boolean needsRehash(String hash) {
            return false;
        }
    }
}
