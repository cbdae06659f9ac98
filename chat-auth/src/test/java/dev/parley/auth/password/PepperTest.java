package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.InMemorySecrets;
import dev.parley.core.auth.Secret;
import dev.parley.core.auth.SecretSource;
import dev.parley.core.error.ChatException;
import dev.parley.core.error.ErrorCode;
import dev.parley.core.time.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PepperTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final Argon2Parameters CHEAP = new Argon2Parameters(64, 1, 1, 16, 32);
    private static final Secret FIRST = Secret.of("a pepper of 24 bytes, ok");
    private static final Secret SECOND = Secret.of("another of as many bytes");

    /** Made by password4j 1.8.4 with {@link #FIRST} as the secret; where the version is named stands {@code %s}. */
    private static final String KNOWN = "$argon2id$v=19$m=64,t=1,p=1,keyid=%s$c29tZXNhbHQxNmJ5dGVzIQ"
            + "$xjbuRhOLHlkWmG4YsAJWUD+FqLUm/b8PAuwNpW8F3yg";

    private final InMemorySecrets secrets = SecretSource.inMemory();
    private Argon2PasswordHasher hasher;

    @BeforeEach
    void configure() {
        secrets.put("pepper", FIRST);
        hasher = Argon2PasswordHasher.withPepper(CHEAP, secrets, "pepper");
    }

    @Test
    void thePepperIsTheSecretInputOfArgon2() {
        String known = KNOWN.formatted(keyId(hasher.hash(PASSWORD)));
        assertThat(hasher.verify(PASSWORD, known)).isTrue();
        assertThat(hasher.verify(PASSWORD + " ", known)).isFalse();
        assertThat(hasher.needsRehash(known)).isFalse();
    }

    @Test
    void aHashIsWorthNothingWithoutThePepper() {
        String hash = hasher.hash(PASSWORD);
        assertThat(hash).matches("\\$argon2id\\$v=19\\$m=64,t=1,p=1,keyid=[A-Za-z0-9+/]{11}\\$[^$]{22}\\$[^$]{43}");
        String stripped = hash.replaceFirst(",keyid=[^$]+", "");
        assertThat(new Argon2PasswordHasher(CHEAP).verify(PASSWORD, stripped)).isFalse();
        assertThat(hasher.verify(PASSWORD, stripped)).isFalse();
        InMemorySecrets others = SecretSource.inMemory();
        others.put("pepper", SECOND);
        Argon2PasswordHasher other = Argon2PasswordHasher.withPepper(CHEAP, others, "pepper");
        assertThat(other.verify(PASSWORD, hash.replace(keyId(hash), keyId(other.hash(PASSWORD)))))
                .isFalse();
    }

    @Test
    void afterARotationOldHashesVerifyAndAreDueForReplacement() {
        String old = hasher.hash(PASSWORD);
        secrets.rotate("pepper", SECOND);
        assertThat(hasher.verify(PASSWORD, old)).isTrue();
        assertThat(hasher.verify("wrong", old)).isFalse();
        assertThat(hasher.needsRehash(old)).isTrue();
        String fresh = hasher.hash(PASSWORD);
        assertThat(keyId(fresh)).isNotEqualTo(keyId(old));
        assertThat(hasher.verify(PASSWORD, fresh)).isTrue();
        assertThat(hasher.needsRehash(fresh)).isFalse();
    }

    @Test
    void aPepperThatIsGoneIsAFaultAndNotAWrongPassword() {
        String old = hasher.hash(PASSWORD);
        secrets.put("pepper", SECOND);
        assertThatThrownBy(() -> hasher.verify(PASSWORD, old))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("'pepper'")
                .hasMessageContaining(keyId(old))
                .hasMessageNotContaining("horse");
        assertThatThrownBy(() -> new Argon2PasswordHasher(CHEAP).verify(PASSWORD, old))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining(keyId(old));
        assertThat(new Argon2PasswordHasher(CHEAP).needsRehash(old)).isTrue();
    }

    @Test
    void hashesFromBeforeThePepperVerifyAndAreDueForReplacement() {
        String plain = new Argon2PasswordHasher(CHEAP).hash(PASSWORD);
        assertThat(hasher.verify(PASSWORD, plain)).isTrue();
        assertThat(hasher.needsRehash(plain)).isTrue();
    }

    @Test
    void aPepperThatIsAbsentOrCanBeGuessedEndsTheStart() {
        assertThatThrownBy(() -> Argon2PasswordHasher.withPepper(CHEAP, secrets, "salt"))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("salt");
        secrets.put("short", Secret.of("15 bytes, no mo"));
        assertThatThrownBy(() -> Argon2PasswordHasher.withPepper(CHEAP, secrets, "short"))
                .isInstanceOf(ChatException.class)
                .hasMessageContaining("fewer than 16 bytes")
                .hasMessageNotContaining("no mo");
    }

    @Test
    void theDecoyOfAGateFollowsTheRotation() {
        PasswordGate gate = new PasswordGate(hasher, 1);
        Deadline soon = Deadline.after(Duration.ofSeconds(30));
        secrets.put("pepper", SECOND);
        // A decoy of the first pepper would be a fault now.
        assertThat(gate.verify(PASSWORD, null, soon)).isFalse();
    }

    private static String keyId(String hash) {
        return hash.replaceFirst(".*,keyid=([^$]+)\\$.*", "$1");
    }
}
