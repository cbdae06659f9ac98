package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.auth.PasswordHasher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest {

    private static final String PASSWORD = "correct horse battery staple";

    /** Made by the reference implementation: {@code argon2 'somesalt16bytes!' -id -k 64 -t 1 -p 1 -l 32 -e}. */
    private static final String SMALL =
            "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w";

    /** Small, so that most tests take no time. */
    private final PasswordHasher hasher = new Argon2PasswordHasher(new Argon2Parameters(64, 1, 1, 16, 32));

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "'correct horse battery staple' " + SMALL,
                "'correct horse battery staple' "
                        + "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxNmJ5dGVzIQ$W2/hNMtQKxyFQI3cOFyMdL9hfH0kK/3DKouGLtcZUyw",
                "'correct horse battery staple' "
                        + "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQxNmJ5dGVzIQ$QYgpRzwPkJST8qKv6CoV3mZmuUrLQoo2UdllNlyMryo",
                "password $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$2mzTAI85jwP6+k/mHDeH3OgNt7E86G5W"
            })
    void hashesOfTheReferenceImplementationVerify(String password, String hash) {
        assertThat(hasher.verify(password, hash)).isTrue();
        assertThat(hasher.verify(password + ".", hash)).isFalse();
    }

    @Test
    void aPasswordBeyondAsciiIsItsUtf8Bytes() {
        String hash =
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxNmJ5dGVzIQ$oh7nCFsVh3huytujdQ0Zi17xmH0PxM7YFt0SfZs3niQ";
        assertThat(hasher.verify("пароль 🔑 \t", hash)).isTrue();
    }

    @Test
    void aHashSaysItsParametersAndIsNewEachTime() {
        String first = new Argon2PasswordHasher().hash(PASSWORD);
        String second = new Argon2PasswordHasher().hash(PASSWORD);
        assertThat(first).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(second).isNotEqualTo(first);
        assertThat(hasher.verify(PASSWORD, first)).isTrue();
        assertThat(hasher.verify(PASSWORD, second)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "correct horse battery staple ",
                " correct horse battery staple",
                "Correct horse battery staple",
                "correct horse battery stapl",
                "correct horse battery staple\0"
            })
    void anotherPasswordDoesNotVerify(String other) {
        assertThat(hasher.verify(other, hasher.hash(PASSWORD))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0", "\n", "pass\0word", "\uFEFFp", "p\uFFFD", "🔑", "  spaces  "})
    void everyWellFormedPasswordIsTakenAsItIs(String password) {
        assertThat(hasher.verify(password, hasher.hash(password))).isTrue();
    }

    @Test
    void twoSpellingsOfOneLetterAreTwoPasswords() {
        assertThat(hasher.verify("cafe\u0301", hasher.hash("caf\u00e9"))).isFalse();
        assertThat(hasher.verify("caf\u00e9", hasher.hash("cafe\u0301"))).isFalse();
    }

    @Test
    void everyByteOfALongPasswordCounts() {
        String password = "x".repeat(100_000);
        String hash = hasher.hash(password);
        assertThat(hasher.verify(password, hash)).isTrue();
        assertThat(hasher.verify("x".repeat(99_999) + "y", hash)).isFalse();
    }

    @Test
    void aSurrogateWithoutItsPartnerIsRefusedAndNeverVerifies() {
        assertThatThrownBy(() -> hasher.hash("horse\ud800"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("horse");
        // What lenient encoders make of it.
        assertThat(hasher.verify("pass\ud800word", hasher.hash("pass?word"))).isFalse();
        assertThat(hasher.verify("pass\ud800word", hasher.hash("pass\uFFFDword")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$",
                "password",
                "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
                "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$t=1,m=64,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=064,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=-64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=64,t=0,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ==$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09x",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$",
                "$argon2id$v=19$m=64,t=1,p=1$$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9",
                "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQxNmJ5dGVzI$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                SMALL + "\n",
                " " + SMALL,
                SMALL + "$"
            })
    void aStringThatIsNotUnderstoodNeverVerifies(String hash) {
        assertThat(hasher.verify(PASSWORD, hash)).isFalse();
        assertThat(hasher.verify("", hash)).isFalse();
        assertThat(hasher.needsRehash(hash)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65537,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=999999999,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=9999999999,t=1,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=64,t=11,p=1$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w",
                "$argon2id$v=19$m=64,t=1,p=5$c29tZXNhbHQxNmJ5dGVzIQ$r9+xc5pIgEOouA43Uq0Ncn0mwwlbwH30VU0trOYd09w"
            })
    void aStringThatClaimsTooMuchNeverVerifies(String hash) {
        assertThat(hasher.verify(PASSWORD, hash)).isFalse();
    }

    @Test
    void aHashWithOtherParametersIsDueForReplacement() {
        Argon2Parameters parameters = new Argon2Parameters(64, 1, 1, 16, 32);
        assertThat(hasher.needsRehash(hasher.hash(PASSWORD))).isFalse();
        assertThat(hasher.needsRehash(SMALL)).isFalse();
        assertThat(new Argon2PasswordHasher(parameters.withMemoryKib(65)).needsRehash(SMALL))
                .isTrue();
        assertThat(new Argon2PasswordHasher(parameters.withIterations(2)).needsRehash(SMALL))
                .isTrue();
        assertThat(new Argon2PasswordHasher(parameters.withParallelism(2)).needsRehash(SMALL))
                .isTrue();
        assertThat(new Argon2PasswordHasher(new Argon2Parameters(64, 1, 1, 17, 32)).needsRehash(SMALL))
                .isTrue();
        assertThat(new Argon2PasswordHasher(new Argon2Parameters(64, 1, 1, 16, 33)).needsRehash(SMALL))
                .isTrue();
    }
}
