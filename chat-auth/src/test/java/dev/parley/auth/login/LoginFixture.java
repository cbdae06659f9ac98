package dev.parley.auth.login;

import dev.parley.auth.password.PasswordBlocklist;
import dev.parley.auth.password.PasswordGate;
import dev.parley.auth.password.PasswordPolicy;
import dev.parley.auth.session.Recorded;
import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.AccessChanges;
import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.Principal;
import dev.parley.core.auth.RefreshTokenStore;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SessionStore;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.message.TenantId;
import dev.parley.core.message.UserId;
import dev.parley.core.time.Deadline;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A whole system in memory, on a clock that stands still; Ada is registered. */
final class LoginFixture {

    static final TenantId TENANT = new TenantId("acme");
    static final Principal ADA = Principal.of(TENANT, new UserId("u-1"));
    static final Principal OPERATOR = Principal.of(TENANT, new UserId("operator"));
    static final String LOGIN = "Ada@Example.org";
    static final String PASSWORD = "correct horse battery staple";
    static final String WRONG = "incorrect horse battery staple";
    static final String HOME = "192.0.2.1";

    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    final AccessChanges changes = AccessChanges.inMemory(clock);
    final UserDirectory users = UserDirectory.inMemory(changes);
    final SessionStore store = SessionStore.inMemory(clock, changes);
    final RefreshTokenStore tokens = RefreshTokenStore.inMemory(clock);
    final LoginThrottle throttle = LoginThrottle.inMemory(clock);
    final Recorded events = new Recorded();
    final List<UserId> forgotten = new CopyOnWriteArrayList<>();
    final CountingHasher hasher = new CountingHasher(CountingHasher.CHEAP);
    final PasswordGate gate = new PasswordGate(hasher, 2);
    final OneCode secondFactor = new OneCode();
    final Sessions sessions = Sessions.builder(users, store, tokens, (tenant, user, session) -> "access of " + session)
            .listener(events)
            .forgetting((tenant, user) -> forgotten.add(user))
            .build();
    final DeviceTokens devices;
    final NewPasswords newPasswords = newPasswords(gate);
    final PasswordConfirmation confirmation =
            new PasswordConfirmation(users, gate, throttle, LoginLimits.DEFAULT, events);
    final LoginService service;

    LoginFixture() {
        InMemorySecrets secrets = SecretSource.inMemory();
        secrets.put("devices", Secret.of("d".repeat(32)));
        this.devices = new DeviceTokens(secrets, "devices", clock);
        this.service = service(users, gate);
        new Registration(users, newPasswords).register(TENANT, ADA.user(), LOGIN, PASSWORD, "A. L.", soon());
    }

    static NewPasswords newPasswords(PasswordGate gate) {
        return new NewPasswords(gate, PasswordPolicy.standard(PasswordBlocklist.bundled()), List.of("parley"));
    }

    LoginService service(UserDirectory directory, PasswordGate places) {
        return LoginService.builder(directory, places, throttle, sessions, devices)
                .secondFactor(secondFactor)
                .listener(events)
                .build();
    }

    LoginService service(LoginLimits limits) {
        return LoginService.builder(users, gate, throttle, sessions, devices)
                .limits(limits)
                .secondFactor(secondFactor)
                .listener(events)
                .build();
    }

    PasswordChange passwordChange() {
        return new PasswordChange(users, newPasswords, confirmation, secondFactor, sessions, events);
    }

    static LoginRequest tried(String login, String password, String address) {
        return new LoginRequest(TENANT, login, password, null, null, "Firefox", address);
    }

    static LoginRequest request(String password, @Nullable String oneTimePassword, @Nullable String deviceToken) {
        return new LoginRequest(TENANT, LOGIN, password, oneTimePassword, deviceToken, "Firefox", HOME);
    }

    LoginResult login(String password) {
        return service.login(tried(LOGIN, password, HOME), soon());
    }

    LoginResult loginFrom(String address, String password) {
        return service.login(tried(LOGIN, password, address), soon());
    }

    static LoginResult.LoggedIn in(LoginResult result) {
        if (result instanceof LoginResult.LoggedIn loggedIn) {
            return loggedIn;
        }
        throw new AssertionError("Not logged in: " + result);
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(60));
    }
}
