package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.PasswordHasher;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract of {@link PasswordHasher}: one test for each of its numbered rules. The test of an adapter implements this
 * interface and writes {@link #createHasher()}.
 */
@ExtendWith(ContractExtension.class)
public interface PasswordHasherContract {

    /**
     * Makes the hasher under test.
     *
     * @return the hasher, with parameters as cheap as it allows
     */
    PasswordHasher createHasher();

    /** PH-1: salted PHC strings. */
    @Rule("PH-1")
    default void hashesAreSaltedPhcStrings() {
        PasswordHasher hasher = createHasher();
        String hash = hasher.hash("correct horse");
        assertThat(hash).matches("\\$[a-z0-9-]+(\\$v=\\d+)?(\\$[^$]+){2,3}").doesNotContain("correct horse");
        assertThat(hasher.hash("correct horse")).isNotEqualTo(hash);
        assertThat(hasher.verify("correct horse", hash)).isTrue();
        assertThat(hasher.needsRehash(hash)).isFalse();
    }

    /** PH-2: exactly as received. */
    @Rule("PH-2")
    default void passwordsAreTakenExactly() {
        PasswordHasher hasher = createHasher();
        String hash = hasher.hash(" Pass\u00e9 ");
        assertThat(hasher.verify(" Pass\u00e9 ", hash)).isTrue();
        for (String other : new String[] {"Pass\u00e9", " pass\u00e9 ", " Passe\u0301 ", " Pass\u00e9", ""}) {
            assertThat(hasher.verify(other, hash)).isFalse();
        }
        String same = "x".repeat(200);
        assertThat(hasher.verify(same + "b", hasher.hash(same + "a"))).isFalse();
    }

    /** PH-3: what is not understood never verifies. */
    @Rule("PH-3")
    default void brokenHashesNeverVerify() {
        PasswordHasher hasher = createHasher();
        String hash = hasher.hash("password");
        for (String broken : new String[] {
            "", "$", "password", hash.substring(0, hash.length() - 4), hash + "$", "$unknown$v=1$x=1$c2FsdA$aGFzaA"
        }) {
            assertThat(hasher.verify("password", broken)).isFalse();
            assertThat(hasher.needsRehash(broken)).isTrue();
        }
    }
}
