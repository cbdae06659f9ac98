package dev.parley.auth.login;

import dev.parley.auth.password.PasswordGate;
import dev.parley.auth.session.Sessions;
import dev.parley.core.auth.LoginThrottle;
import dev.parley.core.auth.UserDirectory;
import dev.parley.core.observe.ChatListener;
import java.util.Objects;

/** Puts a {@link LoginService} together. Not thread-safe. */
public final class LoginServiceBuilder {

    final UserDirectory users;
    final PasswordGate passwords;
    final LoginThrottle throttle;
    final Sessions sessions;
    final DeviceTokens devices;
    SecondFactorCheck secondFactor = SecondFactorCheck.none();
    LoginLimits limits = LoginLimits.DEFAULT;
    ChatListener listener = ChatListener.noop();

    LoginServiceBuilder(
            UserDirectory users,
            PasswordGate passwords,
            LoginThrottle throttle,
            Sessions sessions,
            DeviceTokens devices) {
        this.users = Objects.requireNonNull(users, "users");
        this.passwords = Objects.requireNonNull(passwords, "passwords");
        this.throttle = Objects.requireNonNull(throttle, "throttle");
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.devices = Objects.requireNonNull(devices, "devices");
    }

    /**
     * What is asked for beside the password.
     *
     * @param value the check; {@link SecondFactorCheck#none()} by default
     * @return this
     */
    public LoginServiceBuilder secondFactor(SecondFactorCheck value) {
        this.secondFactor = Objects.requireNonNull(value, "secondFactor");
        return this;
    }

    /**
     * How many passwords may be guessed.
     *
     * @param value the limits; {@link LoginLimits#DEFAULT} by default
     * @return this
     */
    public LoginServiceBuilder limits(LoginLimits value) {
        this.limits = Objects.requireNonNull(value, "limits");
        return this;
    }

    /**
     * Who hears of what happens.
     *
     * @param value the listener; none by default
     * @return this
     */
    public LoginServiceBuilder listener(ChatListener value) {
        this.listener = Objects.requireNonNull(value, "listener");
        return this;
    }

    /** {@return the service} */
    public LoginService build() {
        return new LoginService(this);
    }
}
