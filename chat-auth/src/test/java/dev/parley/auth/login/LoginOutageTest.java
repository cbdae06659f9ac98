package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.HOME;
import static dev.parley.auth.login.LoginFixture.LOGIN;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.request;
import static dev.parley.auth.login.LoginFixture.soon;
import static dev.parley.auth.login.LoginFixture.tried;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.login.LoginResult.LoggedIn;
import dev.parley.auth.password.PasswordGate;
import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An outage is no failed login, and takes no slot. */
class LoginOutageTest {

    private static final int TRIES = 20;

    private final LoginFixture fixture = new LoginFixture();

    @Test
    void aDirectoryThatCannotAnswerTakesNoSlot() {
        UserDirectory broken = UserDirectory.inMemory(fixture.changes);
        broken.close();
        LoginService service = fixture.service(broken, fixture.gate);
        for (int i = 0; i < TRIES; i++) {
            assertThatThrownBy(() -> service.login(tried(LOGIN, PASSWORD, HOME), soon()))
                    .isInstanceOf(ChatException.class);
        }

        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
        assertThat(fixture.hasher.verified()).isEqualTo(1);
    }

    @Test
    void aThrottleThatCannotAnswerChecksNothing() {
        fixture.throttle.close();

        assertThatThrownBy(() -> fixture.login(PASSWORD)).isInstanceOf(ChatException.class);

        assertThat(fixture.hasher.verified()).isZero();
    }

    @Test
    void aSecondFactorThatCannotAnswerIsNotPassed() {
        SecondFactorCheck broken = new SecondFactorCheck() {
            @Override
            public boolean isActive(TenantId tenant, UserId user, Deadline deadline) {
                throw ChatException.fault(ErrorCode.STORE_UNAVAILABLE, "The store is away", null);
            }

            @Override
            public boolean verify(TenantId tenant, UserId user, String oneTimePassword, Deadline deadline) {
                return true;
            }
        };
        LoginService service = LoginService.builder(
                        fixture.users, fixture.gate, fixture.throttle, fixture.sessions, fixture.devices)
                .secondFactor(broken)
                .build();
        for (int i = 0; i < TRIES; i++) {
            assertThatThrownBy(() -> service.login(request(PASSWORD, "1", null), soon()))
                    .isInstanceOf(ChatException.class);
        }

        assertThat(fixture.sessions.list(LoginFixture.ADA, soon())).isEmpty();
        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void whoFindsNoPlaceForHashingHasNotFailed() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        PasswordGate one = new PasswordGate(new Holding(fixture.hasher, entered, leave), 1);
        LoginService crowded = fixture.service(fixture.users, one);
        try (var executor = new Closing()) {
            Future<LoginResult> holder =
                    executor.service.submit(() -> crowded.login(tried("holder", PASSWORD, HOME), soon()));
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < TRIES; i++) {
                assertThatThrownBy(() ->
                                crowded.login(tried(LOGIN, PASSWORD, HOME), Deadline.after(Duration.ofMillis(50))))
                        .isInstanceOfSatisfying(ChatException.class, e -> {
                            assertThat(e.code()).isIn(ErrorCode.STORE_OVERLOADED, ErrorCode.DEADLINE_EXCEEDED);
                        });
            }
            leave.countDown();
            assertThat(holder.get(60, TimeUnit.SECONDS)).isEqualTo(new LoginResult.Failed());
        }

        assertThat(fixture.login(PASSWORD)).isInstanceOf(LoggedIn.class);
    }

    @Test
    void aSessionThatCannotBeOpenedIsNoLogin() {
        fixture.store.close();

        assertThatThrownBy(() -> fixture.login(PASSWORD)).isInstanceOf(ChatException.class);

        assertThat(fixture.events.all()).isEmpty();
        assertThat(fixture.users.findByLogin(TENANT, "ada@example.org", soon())).isPresent();
    }

    @Test
    void aLoginThatFailsAfterItsSessionWasOpenedLeavesNone() {
        LoginService service = LoginService.builder(
                        fixture.users,
                        fixture.gate,
                        fixture.throttle,
                        fixture.sessions,
                        new DeviceTokens(SecretSource.inMemory(), "absent", fixture.clock))
                .build();

        assertThatThrownBy(() -> service.login(tried(LOGIN, PASSWORD, HOME), soon()))
                .isInstanceOf(ChatException.class);

        assertThat(fixture.sessions.list(LoginFixture.ADA, soon())).isEmpty();
    }

    /** Stays in the first check until it may leave. */
    private record Holding(PasswordHasher hasher, CountDownLatch entered, CountDownLatch leave)
            implements PasswordHasher {

        @Override
        public String hash(CharSequence password) {
            return hasher.hash(password);
        }

        @Override
        public boolean verify(CharSequence password, String hash) {
            entered.countDown();
            try {
                assertThat(leave.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return hasher.verify(password, hash);
        }

        @Override
        public boolean needsRehash(String hash) {
            return hasher.needsRehash(hash);
        }
    }

    private static final class Closing implements AutoCloseable {

        private final ExecutorService service = Executors.newSingleThreadExecutor();

        @Override
        public void close() {
            service.shutdownNow();
        }
    }
}
