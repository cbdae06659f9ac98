package dev.parley.auth.login;

import static dev.parley.auth.login.LoginFixture.HOME;
import static dev.parley.auth.login.LoginFixture.PASSWORD;
import static dev.parley.auth.login.LoginFixture.TENANT;
import static dev.parley.auth.login.LoginFixture.in;
import static dev.parley.auth.login.LoginFixture.soon;
import static dev.parley.auth.login.LoginFixture.tried;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.login.RegistrationResult.LoginTaken;
import dev.parley.auth.login.RegistrationResult.Registered;
import dev.parley.auth.login.RegistrationResult.WeakPassword;
import dev.parley.auth.password.PasswordFlaw;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.message.UserId;
import dev.parley.testkit.Concurrently;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {

    private static final UserId NEW = new UserId("u-9");

    private final LoginFixture fixture = new LoginFixture();
    private final Registration registration = new Registration(fixture.users, fixture.newPasswords);

    private RegistrationResult register(String login, String password) {
        return registration.register(TENANT, NEW, login, password, "Grace", soon());
    }

    @Test
    void aRegisteredUserLogsIn() {
        RegistrationResult result = register(" Grace@Example.org", PASSWORD);

        assertThat(result).isInstanceOfSatisfying(Registered.class, registered -> {
            assertThat(registered.user().login()).isEqualTo("grace@example.org");
            assertThat(registered.user().displayLogin()).isEqualTo("Grace@Example.org");
            assertThat(registered.user().roles()).isEmpty();
        });
        in(fixture.service.login(tried("grace@example.org", PASSWORD, HOME), soon()));
    }

    @Test
    void aNameBelongsToOneUserInWhateverSpelling() {
        assertThat(register("ADA@example.org", PASSWORD)).isEqualTo(new LoginTaken());
    }

    @Test
    void ofManyAtOnceOneIsRegistered() {
        List<RegistrationResult> results = Concurrently.run(
                16,
                i -> registration.register(
                        TENANT, new UserId("g-" + i), i % 2 == 0 ? "grace" : "GRACE", PASSWORD, "Grace", soon()));

        assertThat(results.stream().filter(Registered.class::isInstance)).hasSize(1);
        assertThat(results.stream().filter(LoginTaken.class::isInstance)).hasSize(15);
    }

    @ParameterizedTest
    @CsvSource({
        "fourteen chars, TOO_SHORT",
        "passwordpassword, COMMON",
        "graceparleyexample, CONTEXT",
    })
    void aWeakPasswordIsRefusedBeforeItIsHashed(String password, PasswordFlaw flaw) {
        int before = fixture.hasher.hashed();

        assertThat(register("grace@example.org", password)).isEqualTo(new WeakPassword(flaw));

        assertThat(fixture.hasher.hashed()).isEqualTo(before);
        assertThat(fixture.users.findById(TENANT, NEW, soon())).isEmpty();
    }

    @Test
    void malformedNamesAreRefusedBeforeThePasswordIsHashed() {
        int before = fixture.hasher.hashed();

        assertThatThrownBy(() -> register("gr\u200bace", PASSWORD))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOGIN_MALFORMED));
        assertThatThrownBy(() -> registration.register(TENANT, NEW, "grace", PASSWORD, "Gr\nace", soon()))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_MALFORMED));

        assertThat(fixture.hasher.hashed()).isEqualTo(before);
    }
}
