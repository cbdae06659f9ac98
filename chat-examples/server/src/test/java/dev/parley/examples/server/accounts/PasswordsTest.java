package dev.parley.examples.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.examples.server.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PasswordsTest {

    /** Counts, and takes until it is let go. */
    private static final class SlowHasher implements PasswordHasher {

        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final List<String> verifiedAgainst = new ArrayList<>();
        private final CountDownLatch entered = new CountDownLatch(2);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public String hash(CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean verify(CharSequence password, String hash) {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            entered.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                running.decrementAndGet();
            }
            synchronized (verifiedAgainst) {
                verifiedAgainst.add(hash);
            }
            return hash.equals("hash of " + password);
        }

        @Override
        public boolean needsRehash(String hash) {
            return false;
        }
    }

    private final SlowHasher hasher = new SlowHasher();
    private final Passwords passwords = new Passwords(hasher, 2);

    @Test
    @Timeout(20)
    void noMoreThanTheBoundAreCheckedAtOnceAndWhoWaitsTooLongIsSentAway() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            for (int i = 0; i < 5; i++) {
                threads.execute(this::check);
            }
            hasher.entered.await();
            long start = System.nanoTime();
            assertThatThrownBy(() -> passwords.verify("a", "hash of a"))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().status()).isEqualTo(503);
                        assertThat(e.problem().code()).isEqualTo("overloaded");
                        assertThat(e.problem().retryAfter()).isEqualTo(1);
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
            assertThat(hasher.most).hasValue(2);
            hasher.letGo.countDown();
            assertThat(passwords.verify("a", "hash of a")).isTrue();
            assertThat(hasher.most).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    private void check() {
        try {
            passwords.verify("a", "hash of a");
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("overloaded");
        }
    }

    @Test
    void anUnknownUserCostsOneCheckToo() {
        hasher.letGo.countDown();
        assertThat(passwords.verify("a", null)).isFalse();
        assertThat(hasher.verifiedAgainst).hasSize(1);
        // Not even who guesses the decoy gets in.
        String decoy = hasher.verifiedAgainst.get(0).substring("hash of ".length());
        assertThat(passwords.verify(decoy, null)).isFalse();
    }
}
