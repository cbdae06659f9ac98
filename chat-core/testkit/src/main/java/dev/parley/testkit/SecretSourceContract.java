package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.auth.SecretSource.Version;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * The contract of {@link SecretSource}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createSecrets()}.
 */
public interface SecretSourceContract extends SecretSourceFactory {

    /** The secret of these tests. */
    String NAME = "pepper-2";

    private static Secret secret(int number) {
        return Secret.of("value-" + number + "-kept-from-everybody");
    }

    /** SR-1: the same until replaced, and the first of the accepted. */
    @Rule("SR-1")
    default void theCurrentVersionIsTheFirst() {
        try (Secrets secrets = createSecrets()) {
            SecretSource source = secrets.source();
            secrets.put(NAME, secret(1));
            Version first = source.current(NAME);
            assertThat(first.value()).isEqualTo(secret(1));
            assertThat(source.current(NAME)).isEqualTo(first);
            assertThat(source.accepted(NAME)).containsExactly(first);
            secrets.put("other", secret(3));
            secrets.rotate(NAME, secret(2));
            Version second = source.current(NAME);
            assertThat(second.value()).isEqualTo(secret(2));
            assertThat(source.accepted(NAME)).first().isEqualTo(second);
            assertThat(source.accepted(NAME)).extracting(Version::value).containsExactly(secret(2), secret(1));
            secrets.put(NAME, secret(4));
            assertThat(source.accepted(NAME)).extracting(Version::value).containsExactly(secret(4));
            assertThat(source.current("other").value()).isEqualTo(secret(3));
        }
    }

    /** SR-2: what is not there. */
    @Rule("SR-2")
    default void aMissingSecretIsNamed() {
        try (Secrets secrets = createSecrets()) {
            secrets.put("other", secret(1));
            for (ChatException e : List.of(
                    failureOf(() -> secrets.source().current(NAME)),
                    failureOf(() -> secrets.source().accepted(NAME)))) {
                assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION);
                assertThat(e).hasMessageContaining("'" + NAME + "'").hasMessageContaining(secrets.placeOf(NAME));
            }
        }
    }

    private static ChatException failureOf(Runnable call) {
        return assertThatExceptionOfType(ChatException.class)
                .isThrownBy(call::run)
                .actual();
    }

    /** SR-3: names of versions. */
    @Rule("SR-3")
    default void versionsDifferInTheirName() {
        try (Secrets secrets = createSecrets()) {
            secrets.put(NAME, secret(1));
            Version first = secrets.source().current(NAME);
            secrets.rotate(NAME, secret(2));
            List<Version> both = secrets.source().accepted(NAME);
            assertThat(both).hasSize(2).contains(first);
            assertThat(both)
                    .extracting(Version::version)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> !name.isEmpty());
            secrets.rotate(NAME, secret(3));
            assertThat(secrets.source().accepted(NAME)).contains(both.get(0));
        }
    }

    /** SR-4: no value in any message. */
    @Rule("SR-4")
    default void valuesAreNotShown() {
        try (Secrets secrets = createSecrets()) {
            secrets.put(NAME, secret(1));
            secrets.rotate(NAME, secret(2));
            SecretSource source = secrets.source();
            StringWriter shown = new StringWriter();
            PrintWriter log = new PrintWriter(shown);
            log.println(source);
            log.println(source.current(NAME));
            log.println(source.accepted(NAME));
            failureOf(() -> source.current("unknown")).printStackTrace(log);
            assertThat(shown.toString())
                    .isNotBlank()
                    .doesNotContain("kept-from-everybody")
                    .doesNotContain("value-");
        }
    }

    /** SR-5: the form of names. */
    @Rule("SR-5")
    default void namesHaveAForm() {
        try (Secrets secrets = createSecrets()) {
            for (String name : List.of("", "A", "a_b", "a.b", "../a", "a/b", "a b", "\u00e4", "a\n", "a".repeat(65))) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> secrets.source().current(name));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> secrets.source().accepted(name));
            }
            String longest = "a-1" + "z".repeat(61);
            secrets.put(longest, secret(1));
            assertThat(secrets.source().current(longest).value()).isEqualTo(secret(1));
        }
    }
}
